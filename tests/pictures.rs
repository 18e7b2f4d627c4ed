//! The pictures of the README: drawn by the program itself on a seeded sandbox, and kept fresh by this test.
//!
//! `cargo test --test pictures -- --ignored` draws them anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use enroll::connect::Target;
use enroll::domain::Timestamp;
use enroll::enos::{Client, PrivateKey, Secret, Settings, Timeouts};
use enroll::said::{Lang, Said};
use enroll::sandbox::{self, Options, Sandbox};
use enroll::store::Paths;
use enroll::tui::app::{Model, draw};
use enroll::tui::perform::{Connector, Context, Extras, Link, Performer};
use enroll::tui::runtime::Harness;
use enroll::tui::shared::{About, ConnectRequest, Reason, Unopened};
use enroll::tui::theme::{Colors, Theme};
use enroll::words::Verdict;
use futures::FutureExt as _;
use futures::future::{BoxFuture, ready};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use support::moving::film;
use support::svg::{DARK, LIGHT, Palette, moving, svg};

#[cfg(test)]
mod support;

/// 2026-05-06 09:30 UTC.
const NOW: i64 = 1_778_059_800_000;

/// The sandbox with the same ids every time.
struct Seeded {
    dir: PathBuf,
}

struct Kept(Sandbox);

impl Extras for Kept {
    fn private_key(&self) -> BoxFuture<'_, Result<PrivateKey, Reason>> {
        async {
            let pem = self.0.private_key_pem().await.map_err(Said::data)?;
            PrivateKey::from_pem(&pem).map_err(Said::data)
        }
        .boxed()
    }

    fn test(&self) -> BoxFuture<'_, Vec<Verdict>> {
        ready(Vec::new()).boxed()
    }
}

impl Connector for Seeded {
    fn connect(&self, _: ConnectRequest) -> BoxFuture<'_, Result<Link, Unopened>> {
        async {
            let options = Options {
                seed: Some(7),
                clock: Arc::new(|| NOW),
                ..Options::new(&self.dir)
            };
            let sandbox = sandbox::start(options)
                .await
                .map_err(|error| Unopened::Because(Said::data(error)))?;
            let settings = Settings {
                gateway: sandbox.address(),
                org_id: sandbox.org_id().to_owned(),
                access_key: sandbox.access_key().to_owned(),
                secret_key: Secret::from(sandbox.secret_key().to_owned()),
                proxy: None,
                authorities: None,
                trace: None,
                timeouts: Timeouts::default(),
            };
            let client = Client::new(settings, Arc::new(|| Timestamp(NOW)))
                .map_err(|error| Unopened::Because(Said::data(error)))?;
            Ok(Link {
                about: About {
                    label: "SANDBOX".to_owned(),
                    site: enroll::domain::Site {
                        gateway: "http://127.0.0.1:8024".to_owned(),
                        org_id: sandbox.org_id().to_owned(),
                        scope: "sandbox".to_owned(),
                    },
                    sandbox: true,
                    bounds: enroll::domain::Bounds::default(),
                    keys_by_server: false,
                    has_key: true,
                    ..About::default()
                },
                api: Arc::new(client),
                extras: Arc::new(Kept(sandbox)),
            })
        }
        .boxed()
    }
}

/// The story of the README, and its pictures by name.
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn pictures() -> Vec<(String, String)> {
    let dir = tempfile::tempdir().unwrap();
    let performer = Performer::new(Context {
        paths: Paths::find(Some(dir.path())).unwrap(),
        connector: Arc::new(Seeded {
            dir: dir.path().join("sandbox"),
        }),
        clock: Arc::new(|| Timestamp(NOW)),
    });
    let screens = Model::new(Theme::default(), ConnectRequest::from(Target::SANDBOX));
    let mut app = Harness::new(screens, performer, 112, 30, NOW);
    let mut drawn = Vec::new();
    let mut take = |app: &mut Harness<Model, Performer>, name: &str, title: &str| {
        for (theme, palette, ending) in looks() {
            let before = std::mem::replace(&mut app.app_mut().shared.theme, theme);
            let (buffer, caret) = frame(app.app());
            app.app_mut().shared.theme = before;
            drawn.push((
                format!("{name}-{ending}"),
                svg(&buffer, caret, &palette, title),
            ));
        }
    };
    app.until_idle().await;
    take(
        &mut app,
        "products",
        "The products of the sandbox, with the attributes of the selected one",
    );

    app.press("enter");
    app.until_idle().await;
    app.type_text("Inverter 1");
    app.press("tab");
    app.type_text("逆变器 1");
    app.press("tab");
    app.type_text("Inverter 1");
    app.press("tab tab");
    app.type_text("Asia/Shanghai");
    app.press("tab");
    app.type_text("INV-001");
    app.press("f3");
    app.until_idle().await;
    take(
        &mut app,
        "device",
        "The form for one device, with two fields still to be filled",
    );
    app.type_text("SN-4711-001");
    app.press("f3");
    app.type_text("110");
    app.press("ctrl-s");
    app.until_idle().await;
    app.press("D");
    app.type_text("11");
    app.press("enter");
    app.until_idle().await;
    app.press("s");
    app.until_idle().await;
    take(
        &mut app,
        "plan",
        "What a submission would do, before anything is sent",
    );
    app.press("enter");
    app.until_idle().await;
    take(
        &mut app,
        "results",
        "A run with one failure: its row, the reason and what to do about it",
    );
    for (theme, palette, ending) in looks() {
        let title =
            "A run whose replies are lost, looked up and settled, from its first batch to its end";
        let stills = film(112, 30, theme).await;
        drawn.push((format!("run-{ending}"), moving(&stills, &palette, title)));
    }
    drawn
}

/// How each picture is looked at: light on dark and dark on light, in both languages.
fn looks() -> impl Iterator<Item = (Theme, Palette, String)> {
    let sets = [
        (Colors::Night, (0x11, 0x15, 0x1c), DARK),
        (Colors::Day, (0xff, 0xff, 0xff), LIGHT),
    ];
    let langs = [(Lang::En, ""), (Lang::Zh, "zh-")];
    langs.into_iter().flat_map(move |(lang, of)| {
        sets.map(|(colors, background, palette)| {
            let theme = Theme {
                colors,
                lang,
                ..Theme::default()
            };
            let name = format!(
                "{of}{}",
                if colors == Colors::Day {
                    "day"
                } else {
                    "night"
                }
            );
            let palette = Palette {
                background,
                ..palette
            };
            (theme, palette, name)
        })
    })
}

/// The screen in view.
fn frame(model: &Model) -> (Buffer, Option<Position>) {
    let (columns, rows) = model.shared.size;
    let area = Rect::new(0, 0, columns, rows);
    let mut buf = Buffer::empty(area);
    let caret = draw(model, area, &mut buf).caret;
    (buf, caret)
}

fn path(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/pictures");
    folder.join(name).with_extension("svg")
}

#[tokio::test]
async fn the_committed_pictures_are_what_the_program_draws() {
    for (name, drawn) in Box::pin(pictures()).await {
        let committed = std::fs::read_to_string(path(&name)).unwrap_or_default();
        assert!(
            committed == drawn,
            "{name}.svg is stale; draw it anew with: cargo test --test pictures -- --ignored"
        );
    }
}

#[tokio::test]
#[ignore = "writes the pictures"]
async fn draw_the_pictures() {
    for (name, drawn) in Box::pin(pictures()).await {
        let path = path(&name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, drawn).unwrap();
    }
}
