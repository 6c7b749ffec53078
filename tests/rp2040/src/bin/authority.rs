//! Makes the authority that the image trusts, in the directory that is named, unless
//! there is one.

use std::env;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let dir = env::args_os().nth(1);
    let dir = dir.ok_or_else(|| io::Error::other("usage: authority DIRECTORY"))?;
    drs_status_rp2040::keep_authority(Path::new(&dir))
}
