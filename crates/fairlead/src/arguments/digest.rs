//! What can be typed after `fairlead digest`.

use clap::Args;
use jiff::civil::Date;
use lettre::message::Mailbox;
use office::digest::Address;

use crate::arguments::Place;

#[derive(Debug, Args)]
pub(crate) struct Digest {
    /// Print what would be sent, and send and note nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// The day of which to speak; today if not given
    #[arg(long)]
    pub(crate) day: Option<Date>,
    /// Where people reach this service: <https://fairlead.example.org>
    #[arg(long, env = "FAIRLEAD_ADDRESS")]
    pub(crate) address: Address,
    /// The mail server: smtps://NAME:PASSWORD@HOST:PORT, or smtp:// for one that begins in the open
    #[arg(
        long,
        env = "FAIRLEAD_SMTP",
        hide_env_values = true,
        required_unless_present = "dry_run"
    )]
    pub(crate) smtp: Option<String>,
    /// Whom the mails are from: Fairlead <fairlead@example.org>
    #[arg(long, env = "FAIRLEAD_MAIL_FROM", required_unless_present = "dry_run")]
    pub(crate) from: Option<Mailbox>,
    /// Send again what was begun, and of which nobody heard whether it left
    #[arg(long)]
    pub(crate) again: bool,
    /// How many seconds to wait for an answer of the mail server
    #[arg(long, default_value_t = 30)]
    pub(crate) patience: u64,
    #[command(flatten)]
    pub(crate) place: Place,
}
