//! A real nginx, with TLS, before a service that speaks plain HTTP.

use std::fs;
use std::io::{self, Read};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::pki::Chain;

/// How long it may take to start.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often another port is tried, when somebody else has taken the last one.
const TRIES: usize = 5;

/// An nginx that runs, on 127.0.0.1, and ends with this.
#[derive(Debug)]
pub struct Nginx {
    child: Child,
    address: SocketAddr,
    dir: TempDir,
}

impl Nginx {
    /// Starts one that speaks `protocols`, such as `TLSv1.2 TLSv1.3`, and hands on
    /// what it is asked to `service`.
    ///
    /// # Errors
    ///
    /// When there is none, or what it says when it does not start.
    pub fn start(chain: &Chain, protocols: &str, service: SocketAddr) -> io::Result<Self> {
        Self::start_for(None, chain, protocols, service)
    }

    /// The same, for clients alone that `authority` vouches for, a PEM file.
    ///
    /// # Errors
    ///
    /// As [`Nginx::start`].
    pub fn start_for_clients_of(
        authority: &Path,
        chain: &Chain,
        protocols: &str,
        service: SocketAddr,
    ) -> io::Result<Self> {
        Self::start_for(Some(authority), chain, protocols, service)
    }

    fn start_for(
        clients_of: Option<&Path>,
        chain: &Chain,
        protocols: &str,
        service: SocketAddr,
    ) -> io::Result<Self> {
        let mut tries = 0;
        loop {
            tries += 1;
            match Self::try_start(clients_of, chain, protocols, service) {
                Err(error) if error.kind() == io::ErrorKind::AddrInUse && tries < TRIES => {}
                outcome => return outcome,
            }
        }
    }

    fn try_start(
        clients_of: Option<&Path>,
        chain: &Chain,
        protocols: &str,
        service: SocketAddr,
    ) -> io::Result<Self> {
        let dir = TempDir::with_prefix("drs-nginx-")?;
        let address = free_address()?;
        let config = dir.path().join("nginx.conf");
        let who = clients_of.map_or_else(String::new, |authority| {
            let authority = authority.display();
            format!("ssl_verify_client on; ssl_client_certificate {authority};")
        });
        fs::write(
            &config,
            configuration(dir.path(), chain, protocols, &who, address, service),
        )?;
        let child = Command::new("nginx")
            .arg("-p")
            .arg(dir.path())
            .arg("-c")
            .arg(&config)
            .args(["-e", "error.log"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| {
                let how = format!("nginx: {error}: sudo apt-get install nginx");
                io::Error::new(error.kind(), how)
            })?;
        let mut nginx = Self {
            child,
            address,
            dir,
        };
        nginx.wait()?;
        Ok(nginx)
    }

    /// Until it listens.
    fn wait(&mut self) -> io::Result<()> {
        let start = Instant::now();
        loop {
            if self.child.try_wait()?.is_some() {
                let log = self.log()?;
                let kind = if log.contains("Address already in use") {
                    io::ErrorKind::AddrInUse
                } else {
                    io::ErrorKind::Other
                };
                return Err(io::Error::new(kind, format!("nginx has ended: {log}")));
            }
            // Its process id is written once it has its sockets: whoever else might
            // have taken the port in between is not taken for it.
            let is_ready =
                fs::read(self.dir.path().join("nginx.pid")).is_ok_and(|text| text.ends_with(b"\n"));
            if is_ready && TcpStream::connect(self.address).is_ok() {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                let log = self.log()?;
                return Err(io::Error::new(io::ErrorKind::TimedOut, log));
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it has complained of.
    ///
    /// # Errors
    ///
    /// Those of files.
    pub fn log(&self) -> io::Result<String> {
        let mut log = String::new();
        match fs::File::open(self.dir.path().join("error.log")) {
            Ok(mut file) => file.read_to_string(&mut log).map(|_| log),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(log),
            Err(error) => Err(error),
        }
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // It is one process, without a master, so nothing of it is left.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One that was free a moment ago.
fn free_address() -> io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}

fn configuration(
    dir: &Path,
    chain: &Chain,
    protocols: &str,
    who: &str,
    address: SocketAddr,
    service: SocketAddr,
) -> String {
    let dir = dir.display();
    let (certificates, key) = (chain.certificates.display(), chain.key.display());
    format!(
        "daemon off;
master_process off;
pid {dir}/nginx.pid;
error_log {dir}/error.log info;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {dir}/body;
    proxy_temp_path {dir}/proxy;
    fastcgi_temp_path {dir}/fastcgi;
    uwsgi_temp_path {dir}/uwsgi;
    scgi_temp_path {dir}/scgi;
    # Whole answers, so that a record is as long as it can be.
    proxy_buffers 8 64k;
    proxy_buffer_size 64k;
    proxy_busy_buffers_size 128k;
    server {{
        listen {address} ssl;
        ssl_protocols {protocols};
        ssl_certificate {certificates};
        ssl_certificate_key {key};
        ssl_buffer_size 16k;
        {who}
        location / {{
            proxy_pass http://{service};
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header Connection \"\";
        }}
    }}
}}
"
    )
}
