//! What is wrong with a proxy's variable stands inside of a sentence, where no mark would show that it is none.

use strum::VariantArray as _;

use super::*;
use crate::said::Lang;

#[test]
fn what_is_wrong_with_a_proxys_address_is_said_in_the_form() {
    for why in BadProxyUrl::VARIANTS {
        let said = proxy_url(*why);
        assert!(said.to(Lang::Marked).starts_with('⟦'), "{why:?}");
    }
}
