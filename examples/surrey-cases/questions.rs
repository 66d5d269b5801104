//! The questions of the example: the project's own words, four on single pieces of work and one on the work as a whole for each
//! criterion of sections 1 to 3.

/// A criterion with what was published for Surrey in 2008.
pub(crate) struct Criterion {
    /// Its number.
    pub(crate) number: &'static str,
    /// Its published score, per cent.
    pub(crate) published: u32,
    /// Its questions; the last is the summary question.
    pub(crate) questions: [Question; 5],
}

/// A question.
pub(crate) struct Question {
    /// Its words.
    pub(crate) text: &'static str,
    /// The case types it is for; empty for all.
    pub(crate) types: &'static [&'static str],
    /// How many of those cases in a hundred it concerns.
    pub(crate) concerns: u64,
    /// Whether it feeds the risk of harm thread.
    pub(crate) thread: bool,
}

/// The published score of the risk of harm thread.
pub(crate) const THREAD: u32 = 70;

/// For the cases that a court has sentenced to be supervised from the start.
const COURT: &[&str] = &["Community order"];
/// For the cases that are supervised in the community.
const COMMUNITY: &[&str] = &["Licence", "Community order"];
const ALL: &[&str] = &[];

const fn ask(text: &'static str, types: &'static [&'static str], concerns: u64) -> Question {
    Question { text, types, concerns, thread: false }
}

const fn harm(text: &'static str, types: &'static [&'static str], concerns: u64) -> Question {
    Question { text, types, concerns, thread: true }
}

/// All criteria that are scored from cases, in order.
pub(crate) const CRITERIA: [Criterion; 14] = [
    Criterion {
        number: "1.1",
        published: 80,
        questions: [
            ask("Was the report ready on the day?", COURT, 95),
            ask("Did the report say what the sentence should achieve?", COURT, 95),
            ask("Was the proposal in keeping with the offence?", COURT, 90),
            ask("Was an outline plan attached?", COURT, 85),
            ask("Taken together, did the work before sentence serve the court?", COURT, 95),
        ],
    },
    Criterion {
        number: "1.2",
        published: 73,
        questions: [
            harm("Was the screening done on time?", ALL, 97),
            harm("Was the screening right?", ALL, 97),
            harm("Was a full analysis made where the screening asked for one?", ALL, 60),
            harm("Did the analysis name who might be harmed?", ALL, 58),
            harm("Taken together, was the risk of harm assessed well enough?", ALL, 100),
        ],
    },
    Criterion {
        number: "1.3",
        published: 85,
        questions: [
            ask("Was the assessment made on time?", ALL, 98),
            ask("Did it draw on earlier assessments?", ALL, 74),
            ask("Were the main factors behind the offending found?", ALL, 100),
            ask("Were the factors put in order of weight?", ALL, 96),
            ask("Taken together, was the likelihood of reoffending assessed well enough?", ALL, 100),
        ],
    },
    Criterion {
        number: "1.4",
        published: 78,
        questions: [
            ask("Was the offender's willingness to change considered?", ALL, 100),
            ask("Were needs that come from diversity considered?", ALL, 88),
            ask("Were literacy and learning needs considered?", ALL, 92),
            harm("Was any vulnerability of the offender considered?", ALL, 66),
            ask("Taken together, was the offender's engagement assessed well enough?", ALL, 100),
        ],
    },
    Criterion {
        number: "1.5",
        published: 73,
        questions: [
            ask("Was the first plan made on time?", ALL, 96),
            ask("Does the plan follow from the assessment?", ALL, 96),
            ask("Was the offender asked about the plan?", ALL, 94),
            harm("Was there a risk management plan where one was needed?", ALL, 52),
            ask("Taken together, was the sentence planned well enough?", ALL, 100),
        ],
    },
    Criterion {
        number: "2.1",
        published: 66,
        questions: [
            ask("Did work begin within the time set?", ALL, 95),
            ask("Was the plan reviewed when it should have been?", ALL, 84),
            ask("Were the parts of the sentence taken in a sensible order?", COMMUNITY, 90),
            harm("Did those involved tell each other what they needed to know?", ALL, 72),
            ask("Taken together, was the plan delivered well enough?", ALL, 100),
        ],
    },
    Criterion {
        number: "2.2",
        published: 58,
        questions: [
            harm("Was the assessment reviewed after a change that mattered?", ALL, 56),
            harm("Did a manager look at the work where the risk was high?", ALL, 46),
            ask("Were home visits made where they were called for?", COMMUNITY, 55),
            harm("Was there a quick response when the risk went up?", ALL, 44),
            ask("Taken together, was everything reasonable done to protect the public?", ALL, 88),
        ],
    },
    Criterion {
        number: "2.3",
        published: 64,
        questions: [
            ask("Was a victim who was entitled to it offered contact?", &["Licence", "Custody"], 76),
            harm("Was the safety of victims given priority?", ALL, 62),
            ask("Did the work with the offender raise what the offence did to the victim?", ALL, 80),
            ask("Were the victim's views passed on?", &["Licence", "Custody"], 66),
            harm("Taken together, were victims given enough attention?", ALL, 78),
        ],
    },
    Criterion {
        number: "2.4",
        published: 84,
        questions: [
            ask("Were appointments as frequent as the standard asks?", COMMUNITY, 98),
            ask("Was a missed appointment followed up in time?", COMMUNITY, 62),
            ask("Was the reason for an absence judged consistently?", COMMUNITY, 58),
            ask("Was something done to help the offender to comply?", ALL, 86),
            ask("Taken together, was compliance promoted and enforced well enough?", ALL, 100),
        ],
    },
    Criterion {
        number: "2.5",
        published: 66,
        questions: [
            ask("Did the work address the main factor behind the offending?", ALL, 94),
            ask("Was the offender prepared for a programme before it began?", ALL, 54),
            ask("Was what was learned taken up again afterwards?", ALL, 52),
            ask("Was there work towards a job or training where it was needed?", ALL, 57),
            ask("Taken together, was the constructive work good enough?", ALL, 98),
        ],
    },
    Criterion {
        number: "2.6",
        published: 74,
        questions: [
            harm("Were the conditions no more and no less than the risk called for?", COMMUNITY, 84),
            harm("Were the restrictions watched over?", COMMUNITY, 74),
            harm("Were other agencies drawn in where they should have been?", ALL, 56),
            harm("Was a breach of a restriction acted upon?", COMMUNITY, 48),
            harm("Taken together, was the restrictive work good enough?", COMMUNITY, 90),
        ],
    },
    Criterion {
        number: "2.7",
        published: 77,
        questions: [
            ask("Was something done about what made it hard for the offender to take part?", ALL, 64),
            ask("Did the times and places of appointments suit the offender's circumstances?", COMMUNITY, 92),
            ask("Was an interpreter or other help found where it was needed?", ALL, 48),
            ask("Was unpaid work suited to the offender?", COURT, 76),
            ask("Taken together, was diversity given enough attention?", ALL, 94),
        ],
    },
    Criterion {
        number: "3.1",
        published: 66,
        questions: [
            ask("Has the offender kept to the conditions of the sentence?", ALL, 98),
            ask("Has the offender stayed out of trouble with the law?", ALL, 100),
            ask("Have the main factors behind the offending grown less?", ALL, 92),
            ask("Were resources in keeping with the risk?", ALL, 96),
            ask("Taken together, were the first outcomes good enough?", ALL, 100),
        ],
    },
    Criterion {
        number: "3.2",
        published: 65,
        questions: [
            ask("Was attention given to life after the sentence?", ALL, 82),
            ask("Was the offender in touch with services that will go on?", ALL, 78),
            ask("Were gains built upon from one stage to the next?", ALL, 86),
            ask("Is there support from family or others where it is wanted?", ALL, 58),
            ask("Taken together, is progress likely to last?", ALL, 96),
        ],
    },
];
