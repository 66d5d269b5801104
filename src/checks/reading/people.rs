//! The people of a report: those who took part, and those whom examples of good practice tell of under altered names.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::style::is_capitals;
use super::{Home, Kind, Passage, Reading};

/// Common first names of Britain, in lower case and sorted, without those that are everyday words.
#[rustfmt::skip]
const FIRST_NAMES: &[&str] = &[
    "aaron", "abdul", "abigail", "adam", "adrian", "ahmed", "aisha", "alan", "albert", "alex", "alexander", "alexandra", "alfie", "ali", "alice", "alison", "amanda", "amir", "amy", "andrea", "andrew", "andy", "angela", "anita", "ann",
    "anna", "anne", "annie", "anthony", "anton", "archie", "arran", "arthur", "barbara", "barry", "becky", "ben", "benjamin", "bernard", "beth", "betty", "beverley", "bob", "bobby", "brenda", "brian", "bridget", "bruce",
    "callum", "cameron", "carl", "carol", "caroline", "catherine", "charles", "charlie", "charlotte", "chloe", "chris", "christina", "christine", "christopher", "ciara", "claire", "clare", "clive", "colin", "connor", "craig", "damian", "daniel",
    "danny", "darren", "dave", "david", "debbie", "deborah", "denise", "dennis", "derek", "diana", "diane", "dominic", "donald", "donna", "doris", "doug", "douglas", "dylan", "eddie", "edward", "eileen", "elaine", "eleanor", "elizabeth",
    "ella", "ellen", "emily", "emma", "eric", "erin", "ethan", "evelyn", "fatima", "fiona", "frances", "francis", "fred", "freddie", "gareth", "gary", "gavin", "gemma", "geoff", "geoffrey", "george", "gerald", "gillian", "gordon", "graham", "greg",
    "gwen", "hannah", "harry", "hassan", "hayley", "helen", "henry", "howard", "hugh", "ian", "imran", "isaac", "isabel", "ivan", "jackie", "jacob", "jake", "james", "jamie", "jane", "janet", "janice", "jason",
    "jean", "jeff", "jenna", "jennifer", "jenny", "jeremy", "jessica", "jim", "jimmy", "jo", "joan", "joanna", "joanne", "joe", "joel", "john", "johnny", "jonathan", "joseph", "josh", "joshua", "joyce", "judith", "judy", "julia", "julian", "julie",
    "karen", "kate", "katherine", "kathleen", "kathryn", "katie", "keith", "kelly", "ken", "kenneth", "kerry", "kevin", "kieran", "kim", "kirsty", "kyle", "laura", "lauren", "lawrence", "leanne", "lee", "leon", "leroy", "lesley", "lewis", "liam", "linda", "lisa",
    "liz", "lorraine", "louise", "lucy", "luke", "lynn", "lynne", "maggie", "malcolm", "marcus", "marek", "margaret", "maria", "marie", "marilyn", "martin", "mary", "matt", "matthew", "maureen", "megan", "melanie", "michael", "michelle", "mick", "mike", "mohamed",
    "mohammed", "molly", "monica", "muhammad", "nadia", "naomi", "natalie", "natasha", "nathan", "neil", "nicholas", "nick", "nicky", "nicola", "nigel", "nina", "noel", "norma", "norman", "oliver", "olivia", "omar", "oscar", "owen", "pam", "pamela", "patricia", "patrick",
    "paul", "paula", "pauline", "paulo", "peter", "phil", "philip", "phillip", "phyllis", "rachel", "ralph", "ray", "raymond", "rebecca", "rhys", "richard", "rita", "rob", "robert", "rodney", "roger", "ron", "ronald", "ronnie", "rory", "rosie", "ross", "roy",
    "russell", "ruth", "ryan", "sally", "sam", "samantha", "samuel", "sandra", "sara", "sarah", "scott", "sean", "shane", "shannon", "sharon", "sheila", "shirley", "sian", "simon", "sophie", "stacey", "stella", "stephanie", "stephen", "steve", "steven", "stewart", "stuart",
    "susan", "suzanne", "sylvia", "teresa", "terry", "theresa", "thomas", "tim", "timothy", "tina", "toby", "tom", "tommy", "tony", "tracey", "tracy", "trevor", "tyrone", "usman", "valerie", "vanessa", "vera", "veronica", "victor", "vincent", "vivian", "wayne", "wendy", "wes",
    "william", "yasmin", "yusuf", "yvonne", "zara", "zoe",
];

/// Whether a word is a common first name.
pub fn is_first_name(word: &str) -> bool {
    let lower = word.to_lowercase();
    FIRST_NAMES.binary_search(&lower.as_str()).is_ok()
}

/// The first names of everybody whom the report lists, each with the whole name.
pub fn first_names(reading: &Reading) -> Vec<(String, String)> {
    let signed = reading.report.signed.iter().flat_map(|signed| &signed.names);
    let people = reading.report.people.iter().flat_map(|person| &person.names);
    let mut names: Vec<(String, String)> = people
        .chain(signed)
        .filter_map(|whole| Some((whole.split_whitespace().find(|part| part.len() > 2 && !part.ends_with('.'))?.to_owned(), whole.clone())))
        .collect();
    names.sort();
    names.dedup();
    names
}

/// A name in an example of good practice, where it first stands.
#[derive(Debug)]
pub struct AlteredName<'r, 'a> {
    /// The name.
    pub name: String,
    /// The passage.
    pub passage: &'r Passage<'a>,
    /// Its bytes there.
    pub bytes: Range<usize>,
}

/// The names that examples of good practice give to people, each once.
pub fn named_in_examples<'r, 'a>(reading: &'r Reading<'a>) -> Vec<AlteredName<'r, 'a>> {
    let mut found: Vec<AlteredName> = Vec::new();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let is_story = |passage: &&Passage| passage.place.home == Home::Vignette && passage.kind == Kind::Text;
    for story in reading.units().filter(|unit| unit.iter().any(|passage| is_story(&passage))) {
        let counts = counts(story);
        let mut judged: BTreeSet<&str> = BTreeSet::new();
        for passage in story.iter().filter(is_story) {
            for at in 0..passage.tokens.len() {
                let word = passage.word(at);
                let name = word.strip_suffix("’s").or_else(|| word.strip_suffix('’')).unwrap_or(word);
                if !judged.insert(name) || !is_name(reading, &counts, name) || !known.insert(name) {
                    continue;
                }
                found.push(AlteredName { name: name.to_owned(), passage, bytes: passage.tokens[at].range() });
            }
        }
    }
    found
}

/// How often a story has a word with a capital, and how often of these in the middle of a sentence and beside no other such word.
type Counts<'r> = BTreeMap<&'r str, (usize, usize)>;

fn counts<'r>(story: &'r [Passage]) -> Counts<'r> {
    let mut counts = Counts::new();
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    for passage in story.iter().filter(|passage| passage.kind == Kind::Text) {
        for at in (0..passage.tokens.len()).filter(|at| capital(passage.word(*at))) {
            let own = passage.word(at);
            let possessive = own.strip_suffix("’s").or_else(|| own.strip_suffix('’'));
            let beside = capital(passage.word(at + 1)) || at > 0 && capital(passage.word(at - 1));
            let count = counts.entry(possessive.unwrap_or(own)).or_default();
            count.0 += 1;
            count.1 += usize::from((!passage.opens_sentence(at) || possessive.is_some()) && !beside);
        }
    }
    counts
}

/// Whether a word with a capital is somebody's name: a first name, or one that the story gives again and again and nothing else does.
fn is_name(reading: &Reading, counts: &Counts, word: &str) -> bool {
    let plain = word.starts_with(char::is_uppercase) && !is_capitals(word) && word.chars().all(char::is_alphabetic);
    if !plain || word == "I" || word == "A" {
        return false;
    }
    let (times, inside) = counts.get(word).copied().unwrap_or_default();
    if is_first_name(word) {
        return inside > 0 || times > 1;
    }
    // Otherwise a name that nothing else in the report has: no place, agency or programme.
    let elsewhere = || {
        reading
            .places(&[word])
            .any(|(passage, at)| !matches!(passage.place.home, Home::Vignette | Home::People) && passage.word(at) == word)
    };
    times > 1 && inside > 0 && (word.len() == 1 || !reading.stands_in_lower(word)) && !elsewhere()
}

#[cfg(test)]
mod tests {
    use super::{FIRST_NAMES, is_first_name};

    #[test]
    fn first_names_can_be_looked_up() {
        assert!(FIRST_NAMES.is_sorted());
        assert!(is_first_name("Dave") && is_first_name("PAM") && !is_first_name("Will") && !is_first_name("plan"));
    }
}
