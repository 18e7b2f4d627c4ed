//! Terminal colours as the picture shows them.

use ratatui::style::Color;

/// Red, green, blue.
pub type Rgb = (u8, u8, u8);

/// The colours of one terminal.
#[derive(Clone, Copy)]
pub struct Palette {
    pub background: Rgb,
    pub foreground: Rgb,
    /// Black, red, green, yellow, blue, magenta, cyan, white; then the same, bright.
    pub ansi: [Rgb; 16],
}

/// Light text on a dark ground; every colour has a contrast of at least 4.5 to the ground, but black.
pub const DARK: Palette = Palette {
    background: (0x16, 0x1b, 0x22),
    foreground: (0xd7, 0xdd, 0xe4),
    ansi: [
        (0x30, 0x36, 0x3f),
        (0xf4, 0x70, 0x67),
        (0x57, 0xc0, 0x6b),
        (0xd8, 0xa6, 0x3c),
        (0x6c, 0xa4, 0xf8),
        (0xc7, 0x8b, 0xf2),
        (0x4c, 0xc2, 0xcf),
        (0xc3, 0xca, 0xd2),
        (0x8b, 0x94, 0x9e),
        (0xff, 0x93, 0x8a),
        (0x7e, 0xe2, 0x87),
        (0xf0, 0xc6, 0x5c),
        (0x8c, 0xbf, 0xff),
        (0xdb, 0xac, 0xff),
        (0x76, 0xe3, 0xea),
        (0xff, 0xff, 0xff),
    ],
};

/// Dark text on a light ground; every colour has a contrast of at least 4.5 to the ground, but white.
pub const LIGHT: Palette = Palette {
    background: (0xff, 0xff, 0xff),
    foreground: (0x24, 0x29, 0x2f),
    ansi: [
        (0x24, 0x29, 0x2f),
        (0xc4, 0x1e, 0x2a),
        (0x1a, 0x73, 0x32),
        (0x8a, 0x5a, 0x00),
        (0x08, 0x60, 0xca),
        (0x7d, 0x42, 0xc9),
        (0x14, 0x70, 0x7a),
        (0xd0, 0xd7, 0xde),
        (0x5c, 0x66, 0x70),
        (0xa0, 0x11, 0x1f),
        (0x11, 0x63, 0x29),
        (0x6b, 0x49, 0x00),
        (0x05, 0x4c, 0xa5),
        (0x62, 0x2c, 0xab),
        (0x0e, 0x59, 0x62),
        (0xf6, 0xf8, 0xfa),
    ],
};

impl Palette {
    /// What `color` looks like; `reset` is what no colour at all looks like.
    pub fn resolve(&self, color: Color, reset: Rgb) -> Rgb {
        match color {
            Color::Reset => reset,
            Color::Black => self.ansi[0],
            Color::Red => self.ansi[1],
            Color::Green => self.ansi[2],
            Color::Yellow => self.ansi[3],
            Color::Blue => self.ansi[4],
            Color::Magenta => self.ansi[5],
            Color::Cyan => self.ansi[6],
            Color::Gray => self.ansi[7],
            Color::DarkGray => self.ansi[8],
            Color::LightRed => self.ansi[9],
            Color::LightGreen => self.ansi[10],
            Color::LightYellow => self.ansi[11],
            Color::LightBlue => self.ansi[12],
            Color::LightMagenta => self.ansi[13],
            Color::LightCyan => self.ansi[14],
            Color::White => self.ansi[15],
            Color::Rgb(red, green, blue) => (red, green, blue),
            Color::Indexed(index @ 0..16) => self.ansi[usize::from(index)],
            Color::Indexed(index @ 16..232) => {
                let level = |n: u8| if n == 0 { 0 } else { 55 + n * 40 };
                let cube = index - 16;
                (level(cube / 36), level(cube / 6 % 6), level(cube % 6))
            }
            Color::Indexed(index) => {
                let gray = 8 + (index - 232) * 10;
                (gray, gray, gray)
            }
        }
    }
}

/// `text` a third of the way into its ground, as dim text is shown; still readable on both palettes.
pub fn dimmed(text: Rgb, ground: Rgb) -> Rgb {
    let mix = |a: u8, b: u8| u8::try_from((u16::from(a) * 2 + u16::from(b)) / 3).unwrap();
    (
        mix(text.0, ground.0),
        mix(text.1, ground.1),
        mix(text.2, ground.2),
    )
}

/// As SVG writes it.
pub fn hex((red, green, blue): Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_colour_resolves() {
        let of = |color| hex(DARK.resolve(color, (1, 2, 3)));
        assert_eq!(of(Color::Reset), "#010203");
        assert_eq!(of(Color::Indexed(2)), of(Color::Green));
        assert_eq!(of(Color::Indexed(16)), "#000000");
        assert_eq!(of(Color::Indexed(208)), "#ff8700");
        assert_eq!(of(Color::Indexed(255)), "#eeeeee");
        assert_eq!(of(Color::Rgb(9, 10, 11)), "#090a0b");
    }

    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let light = |(red, green, blue): Rgb| {
            let linear = |part: u8| {
                let part = f64::from(part) / 255.0;
                if part <= 0.040_45 {
                    part / 12.92
                } else {
                    ((part + 0.055) / 1.055).powf(2.4)
                }
            };
            0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) + 0.05
        };
        let (a, b) = (light(a), light(b));
        if a > b { a / b } else { b / a }
    }

    #[test]
    fn the_colours_can_be_read_on_their_ground() {
        for (palette, ground) in [(DARK, &[0][..]), (LIGHT, &[7, 15])] {
            for (index, color) in palette.ansi.iter().enumerate() {
                let contrast = contrast(*color, palette.background);
                assert!(
                    contrast >= 4.5 || ground.contains(&index),
                    "{index}: {contrast}"
                );
            }
            let dim = dimmed(palette.foreground, palette.background);
            assert!(contrast(dim, palette.background) >= 4.5);
        }
    }
}
