//! The switches themselves, one entry for each guess; the first value is the best guess.

use strum::EnumString;

use super::{Description, SwitchError};

/// Makes, from one table, an enum for each switch, the struct of them all, and their descriptions.
macro_rules! switches {
    ($(
        $field:ident, $kind:ident, $name:literal, $about:literal {
            $first:ident $first_word:literal $first_meaning:literal
            $(, $variant:ident $word:literal $meaning:literal)* $(,)?
        }
    )+) => {
        $(
            #[doc = $about]
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumString)]
            pub enum $kind {
                #[doc = $first_meaning]
                #[default]
                #[strum(serialize = $first_word)]
                $first,
                $(#[doc = $meaning] #[strum(serialize = $word)] $variant,)*
            }
        )+

        /// All switches; the default of each is the best guess.
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        pub struct Switches {
            $(#[doc = $about] pub $field: $kind,)+
        }

        /// Every switch, in the order of the help text.
        pub const DESCRIPTIONS: &[Description] = &[
            $(Description {
                name: $name,
                about: $about,
                values: &[($first_word, $first_meaning) $(, ($word, $meaning))*],
            },)+
        ];

        impl Switches {
            pub(super) fn apply(&mut self, name: &str, value: &str) -> Result<(), SwitchError> {
                match name {
                    $($name => {
                        self.$field = value.parse().map_err(|_| SwitchError::UnknownValue {
                            name: $name,
                            value: value.to_owned(),
                            allowed: vec![$first_word $(, $word)*],
                        })?;
                    })+
                    _ => return Err(SwitchError::UnknownName {
                        name: name.to_owned(),
                        known: DESCRIPTIONS.iter().map(|switch| switch.name).collect(),
                    }),
                }
                Ok(())
            }
        }
    };
}

switches! {
    item_code, ItemCode, "item-code", "the code of a failed item of a batch" {
        MinusOne "minus-one" "-1, as the struct's own table says",
        Real "real" "the error's own code, such as 11702",
    }
    item_data, ItemData, "item-data", "the data of a failed item" {
        Null "null" "null",
        Text "text" "the error text once more, as the alert service does",
        Echo "echo" "productKey and deviceKey as they were sent",
    }
    item_order, ItemOrder, "item-order", "the order of the items in a batch's answer" {
        Request "request" "as in the request",
        Reversed "reversed" "the last one first",
    }
    made_item, MadeItem, "made-item", "the data of an item that was made" {
        Full "full" "productKey, deviceKey and assetId",
        NoKeys "no-keys" "assetId alone",
        NoProduct "no-product" "deviceKey and assetId",
        NoAsset "no-asset" "productKey and deviceKey",
        OneAsset "one-asset" "the same assetId for all",
        LowerCase "lower-case" "the deviceKey in lower case",
        Blank "blank" "all three, as empty texts",
    }
    partial_code, PartialCode, "partial-code", "the code of a batch in which some items failed" {
        Partial "99206" "99206 Partial Content Success, as the alert service does",
        Zero "0" "0 OK; the items tell",
    }
    all_failed, AllFailed, "all-failed", "the code of a batch in which every item failed" {
        Partial "99206" "99206 with successSize 0",
        Invalid "99400" "99400 Invalid arguments, with the items",
        InvalidBare "99400-bare" "99400 Invalid arguments, without the items",
    }
    invalid_item, InvalidItem, "invalid-item", "what one item with a bad field does to its batch" {
        Item "item" "only that item fails",
        Request "request" "the whole batch is refused with that item's error",
    }
    product_full, ProductFull, "product-full", "what 11739 does to the batch that would exceed a product's limit" {
        Item "item" "the items that still fit are made",
        Request "request" "the whole batch is refused",
    }
    repeated_key, RepeatedKey, "repeated-key", "a deviceKey that occurs twice within one batch" {
        First "first" "the first is made, the rest is 11702",
        Refuse "none" "all of them are 11702",
    }
    generated_keys, GeneratedKeys, "generated-keys", "whether a deviceKey can be made just now (11714)" {
        Work "work" "always",
        Flaky "flaky" "every second one fails, beginning with the first",
        Fail "fail" "never",
    }
    empty_batch, EmptyBatch, "empty-batch", "an empty deviceList" {
        Refuse "refuse" "99400, the list counts as missing",
        Accept "accept" "0 OK with no items",
    }
    unknown_product, UnknownProduct, "unknown-product", "the code when an item's productKey does not exist" {
        NotFound "99404" "99404, as for Delete Product",
        ProductNotFound "11611" "11611, as for Get Product",
    }
    bad_attribute, BadAttribute, "bad-attribute", "the code when an attribute fails its thing model" {
        Invalid "99400" "99400 Invalid Argument deviceAttributes.x",
        Verification "12958" "12958, as for Update Asset",
    }
    unknown_attribute, UnknownAttribute, "unknown-attribute", "an attribute the thing model does not have" {
        Refuse "refuse" "the item fails",
        Ignore "ignore" "it is dropped without a word",
    }
    coercion, Coercion, "coercion", "attribute values of a neighbouring type" {
        Strict "strict" "refused",
        Lenient "lenient" "numbers as text are taken, and 0 or 1 for BOOL",
    }
    integer_width, IntegerWidth, "integer-width", "the range of INT" {
        Bits32 "32" "32 bits; there is TIMESTAMP for more",
        Bits64 "64" "64 bits",
    }
    text_limits, TextLimits, "text-limits", "the length of device names (1-64) and descriptions (0-512)" {
        Check "check" "as for products",
        Ignore "ignore" "any length",
    }
    locales, Locales, "locales", "the locales of a device name" {
        Any "any" "any",
        Known "known" "the four of Envision's newer samples",
    }
    timezones, Timezones, "timezones", "which time zones are supported" {
        Check "check" "offsets from -14:59 to +14:59 and the names of the tz database",
        Any "any" "any text, as before 2.4 CU1",
    }
    key_pair, KeyPair, "key-pair", "whether an RSA key pair is registered (not a guess: provokes 11858)" {
        Present "present" "it is",
        Absent "absent" "requireSecret answers 11858",
    }
    rsa_padding, RsaPadding, "rsa", "the RSA padding of a session key" {
        Pkcs1 "pkcs1" "PKCS#1 v1.5",
        OaepSha1 "oaep-sha1" "OAEP with SHA-1",
        OaepSha256 "oaep-sha256" "OAEP with SHA-256",
        OaepSha256Mgf1Sha1 "oaep-sha256-mgf1-sha1" "OAEP with SHA-256 and MGF1 with SHA-1, the default of Java",
    }
    key_form, KeyForm, "session-key", "the form of the AES key inside a session key" {
        Raw "raw" "its bytes",
        Base64 "base64" "Base64 text",
        Hex "hex" "hexadecimal text",
    }
    key_bits, KeyBits, "aes-bits", "the length of the AES key" {
        Bits128 "128" "128 bits",
        Bits192 "192" "192 bits",
        Bits256 "256" "256 bits",
    }
    aes_mode, AesMode, "aes", "the AES mode of a secret" {
        Ecb "ecb" "ECB, PKCS#7 padding",
        CbcPrefixIv "cbc-prefix-iv" "CBC, the IV before the text",
        CbcZeroIv "cbc-zero-iv" "CBC, the IV all zero",
        CbcKeyIv "cbc-key-iv" "CBC, the IV being the key's first 16 bytes",
        Gcm "gcm" "GCM, the 12-byte nonce before the text, the 16-byte tag after it",
    }
    definition, Definition, "data-definition", "the form of dataDefinition in a thing model" {
        Text "string" "a string that holds JSON, as documented",
        NestedText "nested-string" "the same, also for the items inside a STRUCT",
        Object "object" "an object",
    }
    inherited, Inherited, "inherited", "whether Get Thing Model returns the attributes of parent models" {
        Merged "merged" "it does",
        Own "own" "only the model's own ones",
    }
    get_lag, GetLag, "get-device", "whether Get Device sees a new device at once" {
        Immediate "immediate" "at once",
        Lagged "lagged" "only after the lag, like a search",
    }
    create_time, CreateTime, "create-time", "how searches and Get Device write createTime" {
        Millis "ms" "milliseconds since 1970",
        Seconds "s" "seconds",
        Micros "us" "microseconds",
        Iso "iso" "an ISO text in UTC",
        East "east" "milliseconds of local time, 8 hours ahead of UTC",
        West "west" "milliseconds of local time, 5 hours behind UTC",
        Behind "behind" "milliseconds of a clock that is 45 seconds behind the gateway's",
        Years "years" "milliseconds of a clock that stands in 2001",
        Zero "zero" "0",
        Negative "negative" "-1",
        Absent "null" "null",
    }
    date, DateHeader, "date", "the Date header of every answer" {
        Own "own" "the gateway's clock",
        Unreadable "unreadable" "no date at all",
        Front "front" "the clock of a machine in front, 45 seconds ahead of the gateway's",
        Epoch "epoch" "a clock that was never set: 1970",
    }
    update_time, UpdateTime, "update-time", "whether a device shows the time of its last edit, which its documented fields do not have" {
        None "none" "it does not",
        Shown "shown" "as updateTime, at first the time of its making",
    }
    auth, Auth, "auth", "how a bad token or signature is answered" {
        Status "status" "HTTP 200, the token service's envelope with status 1003, 1004, 1202 or 1203",
        Kong "kong401" "HTTP 401, {\"message\": \"Invalid authentication credentials\"}",
        ApimStatus "apim-status" "HTTP 200, {\"apim_status\": 4011, …}",
    }
    skew, Skew, "skew", "where the 15 minutes between the clocks are checked" {
        Both "both" "when getting a token and on signed calls",
        Token "token" "only when getting a token",
        Calls "calls" "only on signed calls",
        Off "off" "nowhere",
    }
    refresh, Refresh, "refresh", "what refreshing a token gives" {
        Same "same" "the same token with its life begun anew",
        New "new" "a new token; the old one is dead",
    }
    token_field, TokenField, "token-field", "the name of the token service's first field" {
        Status "status" "status",
        Stauts "stauts" "stauts, as the English samples print it",
    }
    error_http, ErrorHttp, "error-http", "the HTTP status of a business error" {
        Ok "200" "200",
        Mapped "mapped" "400, 403, 404, 500, 504 or another, by the code",
    }
}
