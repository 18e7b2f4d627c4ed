//! Where one is: the screens by name, and the places that have commands of their own.

/// The screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum ScreenId {
    /// Products of the gateway.
    #[default]
    Products,
    /// The form.
    Device,
    /// Devices waiting to be submitted.
    Queue,
    /// What became of them.
    Results,
    /// Gateways and profiles.
    Connect,
    /// What a submission would do; lies over the queue.
    Plan,
}

/// Where keys go: a screen, a part of it that has its own commands, or what lies over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::VariantArray)]
#[expect(missing_docs, reason = "the screens' own names")]
pub enum Place {
    Products,
    /// The search field of the products.
    Find,
    Device,
    /// The device screen without a device.
    NoDevice,
    Queue,
    Results,
    Profiles,
    ProfileForm,
    Plan,
    /// A list to choose from.
    Picker,
    /// A question before something that cannot be taken back.
    Question,
    /// A line to type.
    Prompt,
    /// Something to read.
    Reading,
}

impl Place {
    /// Those of the screens themselves, nothing lying over them.
    pub const SCREENS: &'static [Self] = &[
        Self::Products,
        Self::Find,
        Self::Device,
        Self::NoDevice,
        Self::Queue,
        Self::Results,
        Self::Profiles,
        Self::ProfileForm,
    ];

    /// Whether letters are text there.
    #[must_use]
    pub const fn is_typing(self) -> bool {
        matches!(
            self,
            Self::Find | Self::Device | Self::ProfileForm | Self::Picker | Self::Prompt
        )
    }
}
