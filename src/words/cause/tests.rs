//! Every cause has its sentence, and comes back from the journal as it was.

use std::collections::BTreeSet;

use strum::VariantNames as _;

use crate::domain::{
    Cause, Difference, Disorder, End, Fault, Field, Holder, Maker, Refusal, RowIndex, RunId, Sign,
    Timestamp, UndoStep, Words,
};

fn refusal() -> Refusal {
    Refusal {
        code: Some(-1),
        meant: Some(99_400),
        field: Some(Box::new(Field::Locale("zh_CN".to_owned()))),
        words: Words::new("不合法"),
        not_sent: false,
    }
}

fn holder() -> Holder {
    let difference = |field| Difference {
        field,
        wanted: "pump".to_owned(),
        found: "泵".to_owned(),
    };
    Holder {
        asset_id: "A9".to_owned(),
        device_name: "泵".to_owned(),
        since: Some(Timestamp(1_751_457_600_000)),
        differs: [
            Field::Name,
            Field::Timezone,
            Field::Desc,
            Field::Attribute("rated.power".to_owned()),
            Field::Tag("site/a".to_owned()),
        ]
        .map(difference)
        .to_vec(),
        more: 2,
        maker: Some(Maker {
            run: RunId(7),
            row: RowIndex(0),
        }),
    }
}

/// One of every kind.
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn causes() -> Vec<Cause> {
    let after = || Box::new(Cause::Refused(refusal()));
    vec![
        Cause::Refused(refusal()),
        Cause::ProductFull(refusal()).not_sent(),
        Cause::NotAccepted(Fault::Denied(refusal())),
        Cause::NoReply(Fault::Timeout { ms: 60_000 }),
        Cause::TooManyFailed {
            failed: 1_200,
            answered: 2_000,
        },
        Cause::AskedToWait {
            seconds: 86_400,
            after: after(),
        },
        Cause::NotFound {
            attempts: Some(5),
            after: Some(after()),
            perhaps_made: true,
        },
        Cause::KeyExists {
            words: Words::new("DeviceKey existed"),
        },
        Cause::KeyHidden { perhaps_own: true },
        Cause::KeyTaken {
            by: Box::new(holder()),
        },
        Cause::KeyDisputed {
            by: Box::new(holder()),
            since: true,
        },
        Cause::AssetTaken {
            asset_id: "A".to_owned(),
        },
        Cause::NoAssetId { shown: false },
        Cause::NoItem {
            why: Disorder::Count { items: 1, rows: 2 },
        },
        Cause::CutShort,
        Cause::UnderWay,
        Cause::NotSent {
            end: Some(End::Stopped { cause: after() }),
        },
        Cause::MadeAlready {
            by: Maker {
                run: RunId(7),
                row: RowIndex(0),
            },
        },
        Cause::Gone {
            deletion_lost: true,
        },
        Cause::OtherAsset {
            found: "A".to_owned(),
            made: "B".to_owned(),
        },
        Cause::AssetUnknown,
        Cause::Connected {
            status: "online".to_owned(),
        },
        Cause::Used {
            field: "activeTime".to_owned(),
            at: Sign::At(Timestamp(1)),
        },
        Cause::Edited {
            fields: vec![Field::Name, Field::Tag("a".to_owned())],
            model_unknown: true,
        },
        Cause::Updated {
            field: "updateTime".to_owned(),
            at: Sign::Odd("?".to_owned()),
            made: Some(Timestamp(1)),
        },
        Cause::NotDeletable {
            step: UndoStep::Delete,
            after: after(),
        },
        Cause::NotDeleted {
            attempts: 2,
            after: Some(after()),
        },
        Cause::ShownNoMore,
        Cause::NeverShown,
    ]
}

#[test]
fn every_kind_has_a_sentence_of_its_own() {
    let causes = causes();
    let kinds: Vec<&str> = causes.iter().map(Cause::kind).collect();
    assert_eq!(kinds, Cause::VARIANTS);
    let sentences: BTreeSet<_> = causes.iter().map(super::cause).collect();
    assert_eq!(sentences.len(), causes.len(), "{sentences:#?}");
    assert!(sentences.iter().all(|sentence| sentence.en().len() > 2));
}

#[test]
fn every_cause_comes_back_from_json_as_it_was() {
    for cause in causes() {
        let json = serde_json::to_value(&cause).unwrap();
        assert_eq!(json["kind"], cause.kind());
        let text = json.to_string();
        assert_eq!(
            serde_json::from_str::<Cause>(&text).unwrap(),
            cause,
            "{text}"
        );
    }
}
