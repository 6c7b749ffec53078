//! The board that an image is for.

use crate::has_feature;

/// What is on a board, as far as the build has to know.
#[derive(Clone, Copy)]
pub(crate) struct Board {
    feature: &'static str,
    pub(crate) chip: Chip,
    pub(crate) network: Network,
}

#[derive(Clone, Copy)]
pub(crate) enum Chip {
    Rp2040,
    Rp2350,
}

#[derive(Clone, Copy)]
pub(crate) enum Network {
    /// Ethernet.
    W5500,
    /// Wi-Fi.
    Cyw43,
}

const BOARDS: [Board; 4] = [
    Board {
        feature: "w5500-evb-pico",
        chip: Chip::Rp2040,
        network: Network::W5500,
    },
    Board {
        feature: "w5500-evb-pico2",
        chip: Chip::Rp2350,
        network: Network::W5500,
    },
    Board {
        feature: "pico-w",
        chip: Chip::Rp2040,
        network: Network::Cyw43,
    },
    Board {
        feature: "pico-2-w",
        chip: Chip::Rp2350,
        network: Network::Cyw43,
    },
];

impl Board {
    /// The one whose feature is on; or why there is none. It is found here rather than by
    /// `compile_error`, which would come after all that does not compile for two boards.
    pub(crate) fn of_features() -> Result<Self, String> {
        let mut chosen = BOARDS
            .into_iter()
            .filter(|board| has_feature(board.feature));
        match (chosen.next(), chosen.next()) {
            (Some(board), None) => Ok(board),
            (None, _) => {
                let all = BOARDS.map(|board| board.feature).join(", ");
                Err(format!("an image is for a board: one feature of {all}"))
            }
            (Some(one), Some(other)) => Err(format!(
                "an image is for one board, and the features {} and {} are on: \
                 `--no-default-features` turns the default one off",
                one.feature, other.feature
            )),
        }
    }
}
