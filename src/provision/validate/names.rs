//! The rules for names in every language, and for the description.

use super::super::flaw::{Authority, Flaw, Knower, Needed, Part};
use super::super::text::length;
use super::findings::Findings;
use crate::domain::{Field, StringI18n};

/// The longest name, in UTF-16 units. Documented for the 2.0.9 console only, hence a warning.
pub const NAME_MAX: usize = 64;
/// The longest description, in UTF-16 units. By analogy with products, hence a warning.
const DESC_MAX: usize = 512;
/// The locales that EnOS documents (API FAQ, 2.1.0): a form always offers them.
pub const LOCALES_DOCUMENTED: [&str; 2] = ["zh_CN", "en_US"];
/// Those, and the ones seen in its samples. Others draw a warning.
pub const LOCALES: [&str; 4] = [
    LOCALES_DOCUMENTED[0],
    LOCALES_DOCUMENTED[1],
    "ja_JP",
    "es_ES",
];

/// `deviceName`. The default is mandatory (Batch Create Devices 3.0.0, StringI18n); its length is
/// not documented for 2.4 and later.
pub(super) fn check_name(name: &StringI18n, found: &mut Findings) {
    if name.default_value.trim().is_empty() {
        found.error(&Field::Name, Flaw::Missing { what: Needed::Name });
    } else {
        check_text(&Field::Name, &name.default_value, NAME_MAX, found);
    }
    for (locale, text) in &name.i18n_value {
        let field = Field::Locale(locale.clone());
        check_locale(&field, locale, found);
        if text.trim().is_empty() {
            let what = Needed::Translation;
            found.warning(&field, Flaw::Missing { what });
        } else {
            check_text(&field, text, NAME_MAX, found);
        }
    }
}

/// `deviceDesc`; optional. Its length is not documented for 2.4 and later.
pub(super) fn check_desc(desc: Option<&str>, found: &mut Findings) {
    if let Some(desc) = desc {
        check_text(&Field::Desc, desc, DESC_MAX, found);
    }
}

fn check_text(field: &Field, text: &str, most: usize, found: &mut Findings) {
    let (of, by) = (Part::Text, Authority::Analogy);
    found.within(field, of, length(text), 0..=most, by);
    found.unseen(field, text);
}

/// Locale keys are Unicode locale identifiers with an underscore (EnOS API FAQ); which ones are
/// supported is documented for 2.1 only.
fn check_locale(field: &Field, locale: &str, found: &mut Findings) {
    if LOCALES.contains(&locale) {
        return;
    }
    let plain = locale.trim().replace('-', "_").to_lowercase();
    let meant = LOCALES.into_iter().find(|known| {
        let known = known.to_lowercase();
        known == plain || known.split('_').next() == Some(&plain)
    });
    let flaw = Flaw::Unknown {
        name: locale.to_owned(),
        to: Knower::Enos,
        meant: meant.map(str::to_owned),
    };
    found.warning(field, flaw);
}
