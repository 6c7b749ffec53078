//! The language of messages.

/// In which language the service writes its messages: header `X-Language`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Language {
    /// `en-us`, also what the service takes when nothing is said.
    #[default]
    EnUs,
    /// `zh-cn`.
    ZhCn,
}

impl Language {
    /// The header's value.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EnUs => "en-us",
            Self::ZhCn => "zh-cn",
        }
    }
}
