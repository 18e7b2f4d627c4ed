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
    /// Earlier runs.
    Runs,
    /// Gateways and profiles.
    Connect,
    /// What a submission would do, before it does it.
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
    Runs,
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
    /// What can be done here.
    Help,
    /// Every command.
    Palette,
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
        Self::Runs,
        Self::Profiles,
        Self::ProfileForm,
        Self::Plan,
    ];

    /// Those with a list and a detail beside or below it.
    pub const PANES: &'static [Self] = &[
        Self::Products,
        Self::Queue,
        Self::Results,
        Self::Runs,
        Self::Profiles,
    ];

    /// Whether letters are text there.
    #[must_use]
    pub const fn is_typing(self) -> bool {
        matches!(
            self,
            Self::Find
                | Self::Device
                | Self::ProfileForm
                | Self::Picker
                | Self::Prompt
                | Self::Help
                | Self::Palette
        )
    }
}
