//! Any configuration comes back, and no text does harm.

use std::path::PathBuf;

use proptest::prelude::*;

use super::*;

fn any_bounds() -> impl Strategy<Value = Bounds> {
    let time = || any::<u32>().prop_map(|ms| Duration::from_millis(ms.into()));
    let times = (time(), time(), time(), time(), time());
    (any::<[u16; 5]>(), any::<u8>(), times).prop_map(
        |(
            [batch_size, batches_at_once, attempts, looks, faults],
            failed_percent,
            (lag, pause, longest_pause, longest_asked_pause, reply_timeout),
        )| Bounds {
            batch_size,
            batches_at_once,
            attempts,
            lag,
            looks,
            pause,
            longest_pause,
            longest_asked_pause,
            faults,
            failed_percent,
            reply_timeout,
        },
    )
}

fn any_profile() -> impl Strategy<Value = Profile> {
    let text = any::<String>();
    let secret_key = prop_oneof![
        any::<String>().prop_map(SecretSource::Env),
        any::<String>().prop_map(SecretSource::Command),
        Just(SecretSource::Prompt),
        any::<String>().prop_map(|text| SecretSource::Clear(Secret::from(text))),
    ];
    let path = || prop::option::of(any::<String>().prop_map(PathBuf::from));
    let files = (path(), path());
    let flags = any::<(bool, bool, bool)>();
    (
        text,
        any::<String>(),
        any::<String>(),
        secret_key,
        files,
        any_bounds(),
        flags,
    )
        .prop_map(
            |(
                gateway,
                org_id,
                access_key,
                secret_key,
                (private_key, ca_file),
                bounds,
                (keys_by_server, require_secret, lenient),
            )| Profile {
                gateway,
                org_id,
                access_key,
                secret_key,
                private_key,
                ca_file,
                bounds,
                keys_by_server,
                require_secret,
                lenient,
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_saved_configuration_is_loaded_as_it_was(
        default_profile in prop::option::of(any::<String>()),
        mouse in prop::option::of(any::<bool>()),
        language in prop::option::of(prop::sample::select(vec![Lang::En, Lang::Zh])),
        theme in prop::option::of(prop::sample::select(vec![ThemeName::Terminal, ThemeName::Night, ThemeName::Day])),
        glyphs in prop::option::of(prop::sample::select(vec![Glyphs::Unicode, Glyphs::Ascii])),
        profiles in prop::collection::btree_map(any::<String>(), any_profile(), 0..4),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("config.toml");
        let config = Config { default_profile, mouse, language, theme, glyphs, profiles };
        config.save(&path).unwrap();
        prop_assert_eq!(Config::load(&path).unwrap(), config);
    }

    #[test]
    fn no_text_makes_checking_or_parsing_panic(text in any::<String>(), profile in any_profile()) {
        let _ = Config::parse(&text);
        let _ = profile.check();
        let _ = profile.warnings();
    }
}
