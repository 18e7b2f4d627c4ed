//! An example for every code of the family that EnOS's envelope belongs to: of a whole reply, and of an item.

use super::super::{Fault, Pick, Rule, Scenario, Settings};
use super::{at_second, given, second, switched};

/// After these nobody knows whether the batch was acted upon; the last two are codes that nobody has heard of.
const PERHAPS: [(i64, &str, &str); 8] = [
    (99430, "code-99430", "code-99430-acted"),
    (99500, "code-99500", "code-99500-acted"),
    (99503, "code-99503", "code-99503-acted"),
    (99504, "code-99504", "code-99504-acted"),
    (99701, "code-99701", "code-99701-acted"),
    (99702, "code-99702", "code-99702-acted"),
    (99599, "code-99599", "code-99599-acted"),
    (12345, "code-12345", "code-12345-acted"),
];
/// With these it was not.
const NOT_ACTED: [(i64, &str); 9] = [
    (99401, "code-99401"),
    (99404, "code-99404"),
    (99405, "code-99405"),
    (99409, "code-99409"),
    (99413, "code-99413"),
    (99415, "code-99415"),
    (99429, "code-99429"),
    (99499, "code-99499"),
    (99601, "code-99601"),
];
/// With these neither, and every further call would end alike. They meet the first two batches: one that is
/// sent once more after signing in anew is refused again.
const LASTING: [(i64, &str); 4] = [
    (99403, "code-99403"),
    (99497, "code-99497"),
    (99498, "code-99498"),
    (99501, "code-99501"),
];
/// As an item's code: perhaps made; the last three are codes that nobody has heard of.
const PERHAPS_ITEM: [(i64, &str, &str); 8] = [
    (99500, "item-99500", "item-99500-made"),
    (99503, "item-99503", "item-99503-made"),
    (99504, "item-99504", "item-99504-made"),
    (99701, "item-99701", "item-99701-made"),
    (99702, "item-99702", "item-99702-made"),
    (99408, "item-99408", "item-99408-made"),
    (99999, "item-99999", "item-99999-made"),
    (12345, "item-12345", "item-12345-made"),
];
/// As an item's code: not made.
const NO_ITEM: [(i64, &str); 13] = [
    (99401, "item-99401"),
    (99403, "item-99403"),
    (99404, "item-99404"),
    (99405, "item-99405"),
    (99409, "item-99409"),
    (99413, "item-99413"),
    (99415, "item-99415"),
    (99429, "item-99429"),
    (99497, "item-99497"),
    (99498, "item-99498"),
    (99499, "item-99499"),
    (99501, "item-99501"),
    (99601, "item-99601"),
];

pub(super) fn examples() -> Vec<(&'static str, Scenario)> {
    let mut all = Vec::new();
    for (number, refused, acted) in PERHAPS {
        all.push((refused, second(code(number, false))));
        all.push((acted, second(code(number, true))));
    }
    for (number, name) in NOT_ACTED {
        all.push((name, second(code(number, false))));
    }
    for (number, name) in LASTING {
        let first = Rule {
            nth: 1..=2,
            ..Rule::new(code(number, false))
        };
        all.push((name, given(Settings::default(), vec![first])));
    }
    for (number, refused, made) in PERHAPS_ITEM {
        all.push((refused, item(number, false)));
        all.push((made, item(number, true)));
    }
    for (number, name) in NO_ITEM {
        all.push((name, item(number, false)));
    }
    // In words only, and under an HTTP status that resembles the code.
    let words = Fault::FailItems {
        code: 99504,
        acted: true,
        pick: Pick::LatterHalf,
    };
    all.push(("item-99504-words", second(words)));
    let mapped = &["error-http=mapped"];
    let under = |number, acted| switched(mapped, Some(code(number, acted)));
    all.push(("code-99504-http", under(99504, true)));
    all.push(("code-99503-http", under(99503, true)));
    all.push(("code-99429-http", under(99429, false)));
    all
}

fn code(code: i64, acted: bool) -> Fault {
    Fault::Code { code, acted }
}

/// The latter half of the second batch is answered with the code itself.
fn item(code: i64, acted: bool) -> Scenario {
    let fault = Fault::FailItems {
        code,
        acted,
        pick: Pick::LatterHalf,
    };
    let mut scenario = switched(&["item-code=real"], None);
    scenario.rules.push(at_second(fault));
    scenario
}
