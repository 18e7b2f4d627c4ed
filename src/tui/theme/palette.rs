//! The colours of each role, in each set.

use ratatui::style::{Color, Modifier, Style};

use super::Colors;

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    Muted,
    Accent,
    Ok,
    Bad,
    Doubt,
    Busy,
    Live,
    Selected,
}

/// A set of 24-bit colours: each of the others can be read on both backgrounds.
pub(super) struct Set {
    pub ground: Color,
    pub selected: Color,
    text: Color,
    muted: Color,
    accent: Color,
    ok: Color,
    bad: Color,
    doubt: Color,
    busy: Color,
    live: Color,
}

pub(super) const NIGHT: Set = Set {
    ground: Color::from_u32(0x0011_151c),
    selected: Color::from_u32(0x0024_3447),
    text: Color::from_u32(0x00d7_dce2),
    muted: Color::from_u32(0x0093_a0b0),
    accent: Color::from_u32(0x005c_c8ff),
    ok: Color::from_u32(0x005f_d08a),
    bad: Color::from_u32(0x00ff_7b72),
    doubt: Color::from_u32(0x00f2_c14e),
    busy: Color::from_u32(0x008a_b4ff),
    live: Color::from_u32(0x00d8_8cff),
};

pub(super) const DAY: Set = Set {
    ground: Color::from_u32(0x00ff_ffff),
    selected: Color::from_u32(0x00db_e8f7),
    text: Color::from_u32(0x001f_2530),
    muted: Color::from_u32(0x0056_6070),
    accent: Color::from_u32(0x000b_5cad),
    ok: Color::from_u32(0x0011_6632),
    bad: Color::from_u32(0x00b3_261e),
    doubt: Color::from_u32(0x007a_4f00),
    busy: Color::from_u32(0x002a_55b5),
    live: Color::from_u32(0x007b_2fa8),
};

/// How a role is shown with these colours.
pub(super) fn style(colors: Colors, role: Role) -> Style {
    let plain = attributes(colors, role);
    match colors {
        Colors::None => plain,
        Colors::Terminal => sixteen(role).map_or(plain, |color| plain.fg(color)),
        Colors::Night => ours(&NIGHT, role, plain),
        Colors::Day => ours(&DAY, role, plain),
    }
}

/// Bold, dim, underlined, reversed: all there is without colours, and little with them.
fn attributes(colors: Colors, role: Role) -> Style {
    let ours = matches!(colors, Colors::Night | Colors::Day);
    let modifier = match role {
        Role::Accent | Role::Bad => Modifier::BOLD,
        Role::Muted if !ours => Modifier::DIM,
        Role::Selected if !ours => Modifier::REVERSED,
        _ => Modifier::empty(),
    };
    let style = Style::new().add_modifier(modifier);
    match role {
        // A bar of one brightness.
        Role::Selected => style.remove_modifier(Modifier::DIM),
        _ => style,
    }
}

/// On white ANSI yellow, cyan and green can hardly be read: they paint signs, words and numbers, never a sentence.
const fn sixteen(role: Role) -> Option<Color> {
    Some(match role {
        Role::Accent => Color::Cyan,
        Role::Ok => Color::Green,
        Role::Bad => Color::Red,
        Role::Doubt => Color::Yellow,
        Role::Busy => Color::LightBlue,
        Role::Live => Color::Magenta,
        Role::Text | Role::Muted | Role::Selected => return None,
    })
}

const fn ours(set: &Set, role: Role, plain: Style) -> Style {
    let color = match role {
        Role::Text => return plain.fg(set.text).bg(set.ground),
        Role::Selected => return plain.bg(set.selected),
        Role::Muted => set.muted,
        Role::Accent => set.accent,
        Role::Ok => set.ok,
        Role::Bad => set.bad,
        Role::Doubt => set.doubt,
        Role::Busy => set.busy,
        Role::Live => set.live,
    };
    plain.fg(color)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By WCAG 2.1: relative luminance.
    fn luminance(color: Color) -> f64 {
        let Color::Rgb(red, green, blue) = color else {
            panic!("{color:?} is not ours");
        };
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
    }

    fn contrast(one: Color, other: Color) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_pair_can_be_read() {
        for set in [&NIGHT, &DAY] {
            let inks = [
                set.text, set.muted, set.accent, set.ok, set.bad, set.doubt, set.busy, set.live,
            ];
            for ink in inks {
                // A badge is the other way round, which is the same contrast.
                for ground in [set.ground, set.selected] {
                    let contrast = contrast(ink, ground);
                    assert!(contrast >= 4.5, "{ink:?} on {ground:?}: {contrast:.2}");
                }
            }
        }
    }

    #[test]
    fn contrast_is_measured_as_wcag_does() {
        let [black, white, grey] = [0x0000_0000, 0x00ff_ffff, 0x0077_7777].map(Color::from_u32);
        assert!((contrast(black, white) - 21.0).abs() < 1e-9);
        assert!((contrast(grey, white) - 4.478).abs() < 1e-3);
    }
}
