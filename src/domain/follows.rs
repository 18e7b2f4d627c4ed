//! What follows from a failed call, in terms that the wire and the rules share.

/// Whether a failed request may have changed anything at the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acted {
    /// It never reached the gateway, or the gateway refused it before acting.
    No,
    /// It was sent, and what came of it is not known.
    Perhaps,
}

/// When the same call may succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// At once.
    Now,
    /// After a pause: what stands in the way passes.
    Later,
    /// With a new access token.
    SignedIn,
    /// Not as it is.
    Never,
}

/// Whose fault a failure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Of one of the rows, or of what else the request says.
    Row,
    /// Of the request's size or of one of its rows.
    RowOrSize,
    /// Of the request's size.
    Size,
    /// Of one of the products: what is true of one row is true of all rows of its product.
    Product,
    /// Of key, secret, token, signature or clock.
    Credentials,
    /// Of the application's rights, or those of this network address.
    Rights,
    /// Of the connection itself: address, certificate, key pair, version of `EnOS`.
    Connection,
    /// Of the way to the gateway.
    Network,
    /// Of the gateway or `EnOS` behind it.
    Gateway,
    /// Of whatever answered: perhaps it is not `EnOS`.
    Answerer,
}

/// What follows from a failure of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Follows {
    /// Whether the request may have been acted upon.
    pub acted: Acted,
    /// When the same call may succeed.
    pub again: Again,
    /// Whose fault it is.
    pub whose: Whose,
}

impl Follows {
    /// A refusal before any action that would come again.
    #[must_use]
    pub const fn refused(whose: Whose) -> Self {
        Self::passing(Again::Never, whose)
    }

    /// Not acted upon, and for a reason that passes.
    #[must_use]
    pub const fn passing(again: Again, whose: Whose) -> Self {
        Self {
            acted: Acted::No,
            again,
            whose,
        }
    }

    /// Perhaps acted upon.
    #[must_use]
    pub const fn doubt(whose: Whose) -> Self {
        Self {
            acted: Acted::Perhaps,
            again: Again::Later,
            whose,
        }
    }
}
