//! Every screen, overlay and page in every size, language, set of colours and of signs: what holds for all of them.

#[cfg(test)]
mod support;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use enroll::said::Lang;
    use enroll::tui::app::{Model, draw};
    use enroll::tui::theme::{Colors, Theme};
    use enroll::tui::widgets::cut;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Color;

    use crate::support::stage::Stage;
    use crate::support::ways::{WAYS, at_the_fork};

    const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (160, 50)];

    fn drawn(model: &Model, (columns, rows): (u16, u16)) -> Buffer {
        let area = Rect::new(0, 0, columns, rows);
        let mut buf = Buffer::empty(area);
        draw(model, area, &mut buf);
        buf
    }

    /// Draws the screen in view in another way, and gives what was cut there.
    fn shown(stage: &mut Stage, theme: Theme, size: (u16, u16)) -> (Buffer, Vec<String>) {
        let before = stage.program.app().shared.theme;
        stage.program.app_mut().shared.theme = theme;
        let _ = cut::taken();
        let buf = drawn(stage.program.app(), size);
        stage.program.app_mut().shared.theme = before;
        (buf, cut::taken())
    }

    /// Whether a text is a sentence: several words, of which the cells of tables have few and data fewer.
    fn is_sentence(text: &str) -> bool {
        let words = text
            .split_whitespace()
            .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
        let chinese = text
            .chars()
            .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
        words.count() > 4 || chinese.count() > 12
    }

    /// Goes every way, and looks at every screen on it.
    async fn everywhere(mut look: impl FnMut(&mut Stage, &str)) {
        for (run, way) in WAYS {
            let mut stage = at_the_fork(*run, Theme::default()).await;
            look(&mut stage, way);
            for key in way.split_whitespace() {
                stage.press(key).await;
                look(&mut stage, &format!("{way} at {key}"));
            }
        }
    }

    #[tokio::test]
    async fn no_sentence_is_cut() {
        let mut found = BTreeSet::new();
        everywhere(|stage, at| {
            for size in SIZES {
                for lang in [Lang::En, Lang::Zh] {
                    let theme = Theme {
                        lang,
                        ..Theme::default()
                    };
                    let (_, cut) = shown(stage, theme, size);
                    let sentences = cut.into_iter().filter(|text| is_sentence(text));
                    found.extend(sentences.map(|text| (text, size, at.to_owned())));
                }
            }
        })
        .await;
        let mut seen = BTreeSet::new();
        found.retain(|(text, ..)| seen.insert(text.clone()));
        assert!(found.is_empty(), "{found:#?}");
    }

    /// The colours that a set may show.
    fn allowed(colors: Colors) -> Vec<Color> {
        let theme = Theme {
            colors,
            ..Theme::default()
        };
        let roles = [
            theme.text(),
            theme.muted(),
            theme.accent(),
            theme.ok(),
            theme.bad(),
            theme.doubt(),
            theme.busy(),
            theme.live(),
            theme.selected(),
        ];
        let colors = roles
            .into_iter()
            .flat_map(|role| [role.fg, role.bg])
            .flatten();
        colors.chain([Color::Reset]).collect()
    }

    #[tokio::test]
    async fn no_colour_stands_outside_the_roles_and_ascii_is_ascii() {
        let sets = [Colors::None, Colors::Terminal, Colors::Night, Colors::Day];
        let sets = sets.map(|colors| (colors, allowed(colors)));
        everywhere(|stage, at| {
            for (colors, allowed) in &sets {
                let theme = Theme {
                    colors: *colors,
                    unicode: false,
                    lang: Lang::En,
                };
                let (buf, _) = shown(stage, theme, (80, 24));
                for cell in &buf.content {
                    assert!(allowed.contains(&cell.fg), "{at}: {colors:?} {:?}", cell.fg);
                    assert!(allowed.contains(&cell.bg), "{at}: {colors:?} {:?}", cell.bg);
                    let letters = cell.symbol().chars();
                    let sign = letters.filter(|c| !c.is_ascii() && !c.is_alphanumeric());
                    let shown: String = sign.collect();
                    assert!(
                        shown.chars().all(|c| "，。：；、（）“”？！％".contains(c)),
                        "{at}: {shown:?} is no ASCII"
                    );
                }
            }
        })
        .await;
    }

    /// What may stand in English letters on a Chinese screen: names of keys, of the program and of EnOS's own things.
    const NAMES: &str = "enroll SANDBOX LIVE EnOS Enter Esc Up Down Tab Space Ctrl Alt Shift Del PgUp PgDn Home End \
        Backspace Left Right JSON API RSA ID OU TLS URL PEM IAM AccessKey SecretKey Access Token productKey deviceName deviceKey \
        deviceAttributes deviceDesc deviceTags defaultValue i18nValue timezone assetId requestId orgId ca_file \
        secret_key_command STRING DOUBLE INT FLOAT BOOL DATE ENUM ARRAY STRUCT FILE TIMESTAMP IANA CSV UTC ms theme \
        language English fg CA profile shell json csv PKCS Shanghai Asia zh_CN en_US ja_JP es_ES HTTP PKCS NO_PROXY";

    /// What the fake gateway and the tests call things, and EnOS's own words.
    const DATA: &str = "INV SN HX SG LLs Gt zp inv Inverter Meter Grid String serial ratedPower string meter grid run \
        DeviceKey existed http https o somebody somebo ey eviceKey xy ta tag Not found";

    /// Words of English letters; what is glued to digits is data.
    fn english(screen: &str) -> impl Iterator<Item = &str> {
        let words = screen.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        words.filter(|word| {
            word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic() || c == '_')
        })
    }

    #[tokio::test]
    async fn chinese_screens_speak_chinese() {
        let allowed: BTreeSet<&str> = NAMES
            .split_whitespace()
            .chain(DATA.split_whitespace())
            .collect();
        let mut found = BTreeSet::new();
        everywhere(|stage, at| {
            let theme = Theme {
                lang: Lang::Zh,
                ..Theme::default()
            };
            for size in [(80, 24), (160, 50)] {
                let (buf, _) = shown(stage, theme, size);
                let screen = enroll::tui::runtime::buffer_text(&buf);
                let strange = english(&screen).filter(|word| !allowed.contains(word));
                found.extend(strange.map(|word| (word.to_owned(), at.to_owned())));
            }
        })
        .await;
        let mut seen = BTreeSet::new();
        found.retain(|(word, _)| seen.insert(word.clone()));
        assert!(found.is_empty(), "{found:#?}");
    }

    /// The first row as text, and where what `count` says begins in it.
    fn first_row(buf: &Buffer) -> String {
        let text = enroll::tui::runtime::buffer_text(buf);
        text.lines().next().unwrap_or_default().to_owned()
    }

    #[tokio::test]
    async fn a_growing_count_moves_nothing_left_of_it() {
        for columns in [80, 120, 160] {
            let mut stage = Stage::new(columns, 24).await;
            stage.queue("逆变器 一", "INV-301").await;
            stage.press("3").await;
            let one = first_row(stage.program.buffer());
            stage.copies(99).await;
            let many = first_row(stage.program.buffer());
            let left = |row: &str| row.split_once("Queue").map(|(left, _)| left.to_owned());
            assert!(left(&one).is_some(), "{one}");
            assert_eq!(left(&one), left(&many));
        }
    }

    /// In word, in rule and, where there are any, in colour.
    #[tokio::test]
    async fn a_real_gateway_looks_like_no_sandbox() {
        use enroll::connect::Target;
        use enroll::store::Profile;
        let mut stage = Stage::new(80, 24).await;
        for colors in [Colors::None, Colors::Terminal, Colors::Night] {
            let theme = Theme {
                colors,
                ..Theme::default()
            };
            let (sandbox, _) = shown(&mut stage, theme, (80, 24));
            let target = Target::Profile {
                name: "site-7".to_owned(),
                profile: Box::new(Profile::default()),
            };
            let shared = &mut stage.program.app_mut().shared;
            let before = std::mem::replace(&mut shared.request, target.into());
            let label = std::mem::replace(&mut shared.link.label, "site-7".to_owned());
            let (live, _) = shown(&mut stage, theme, (80, 24));
            let shared = &mut stage.program.app_mut().shared;
            (shared.request, shared.link.label) = (before, label);
            assert!(
                first_row(&live).contains("LIVE site-7"),
                "{}",
                first_row(&live)
            );
            assert!(first_row(&sandbox).contains("SANDBOX"));
            let rule = |buf: &Buffer| buf.cell((79, 1)).cloned();
            assert_ne!(
                rule(&live).map(|cell| cell.symbol().to_owned()),
                rule(&sandbox).map(|cell| cell.symbol().to_owned())
            );
            if colors != Colors::None {
                assert_ne!(
                    rule(&live).map(|cell| cell.fg),
                    rule(&sandbox).map(|cell| cell.fg)
                );
            }
        }
    }
}
