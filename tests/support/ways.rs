//! Ways through all of the program.

use enroll::tui::theme::Theme;

use super::stage::Stage;

/// Keys that lead from a queue of three devices, or from their run, to what is looked at on each way there.
pub const WAYS: &[(bool, &str)] = &[
    (false, "1 / ? esc esc r t esc"),
    (false, "2 ? esc"),
    (false, "1 enter ? esc f3 f4 esc f2 esc"),
    (false, "1 enter down down down down ctrl-space esc"),
    (false, "1 enter x ctrl-s f8 f8"),
    (false, "1 enter x y pagedown pagedown pagedown enter"),
    (false, "3 ? esc D esc x u U"),
    (false, "3 enter x esc 3 home down enter"),
    (false, "3 s e space a ? esc"),
    (false, "3 home x enter x 3 s enter esc"),
    (false, "3 m E f n N v"),
    (true, "4 ? esc f f n N y t"),
    (true, "4 v g ? esc down tab z esc E esc"),
    (true, "4 X 9 enter esc"),
    (true, "4 end X esc s p x"),
    (true, "4 home enter f2 esc x ctrl-s"),
    (true, "4 home t s esc"),
    (false, "5 ? esc t esc e x m"),
    (false, "5 a ? esc ctrl-s esc"),
    (
        false,
        "5 a down down down down right right right down x ctrl-s",
    ),
    (false, "f9 f9 q"),
    (false, "1 t P enter"),
    (false, "3 ctrl-p tab down down esc 1 / ctrl-p t a g esc"),
    (
        true,
        "4 ctrl-p pagedown pagedown pagedown esc ? end pagedown pagedown esc",
    ),
    (false, "5 a ctrl-p tab down esc f1 pagedown pagedown"),
];

/// A queue of three devices, or their run.
pub async fn at_the_fork(run: bool, theme: Theme) -> Stage {
    let mut stage = Stage::with_theme(theme, 160, 50).await;
    stage.press("alt-1 enter").await;
    stage.fill("逆变器 一", "INV-001").await;
    stage.press("ctrl-s").await;
    stage.press("3 d d").await;
    if run {
        stage.press("s").await;
        stage.press("enter").await;
    }
    stage
}
