//! '49 cases (44 licences and six orders)': parts in brackets or after a colon that do not make the number before them.

use super::reading::Reading;
use super::wrong_total::{Sure, say};
use super::{About, Check, Example, Found, Sample};
use crate::diag::Severity;

/// See the module.
#[derive(Debug)]
pub(super) struct DoubtfulTotal;

static ABOUT: About = About {
    name: "doubtful-total",
    line: "numbers in brackets or after a colon do not make the number before them",
    severity: Severity::Note,
    checks: "Lists that look like the parts of a number: ‘49 cases (44 licences and five orders)’, ‘fifteen offenders; seven on unpaid work, five residents and three on programmes’. Nothing \
             says that they are all, so a list that does not make the number is a question and no error. The check `wrong-total` has those where the words say so.",
    matters: "Readers take such a list for the whole.",
    mend: "Correct the number that is wrong, or write ‘including’ before parts that are not all.",
    example: Example {
        what: Sample::Finding,
        wrong: "Conditions had been set in 49 cases (44 licences and six community orders).",
        right: "Conditions had been set in 49 cases (44 licences and five community orders).",
    },
};

impl Check for DoubtfulTotal {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn run(&self, reading: &Reading, found: &mut Found) {
        say(reading, Sure::No, found);
    }
}

#[cfg(test)]
mod tests {
    use super::DoubtfulTotal;
    use crate::checks::testing::{fires, silent};

    #[test]
    fn fires_where_the_parts_do_not_make_the_number() {
        fires(
            &DoubtfulTotal,
            &[
                ("It stood in 49 cases (44 licences and six orders).", "49"),
                ("Fifteen offenders were met; seven on unpaid work, five residents and two on programmes.", "Fifteen"),
                ("We read 82 reports: 52 full ones, 17 short ones and 12 oral ones.", "82"),
            ],
        );
    }

    #[test]
    fn is_silent_on_other_lists() {
        silent(
            &DoubtfulTotal,
            &[
                "It stood in 49 cases (44 licences and five orders).",
                "It stood in 49 cases (including 12 licences and five orders).",
                "It stood in 49 cases (20 licences, 59%).",
                "It stood in 49 cases (12 women).",
                "We read 82 reports: 52 of them were full, and 17 short.",
                "It stood in 49 cases; in 12 licences and 3 orders there was more.",
                "Managers met on 3 May (2 hours and 5 minutes).",
            ],
        );
    }
}
