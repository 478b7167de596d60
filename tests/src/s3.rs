//! A server that speaks S3 and checks signatures: `moto_server`, started on a free port and stopped.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use yichuang_base::config::Config;

/// Makes a user, their key, their rights and the bucket: the four requests that the server takes unsigned.
const SETUP: &str = r#"
import boto3, json, sys
free = dict(endpoint_url=sys.argv[1], region_name="us-east-1", aws_access_key_id="setup", aws_secret_access_key="setup")
iam = boto3.client("iam", **free)
iam.create_user(UserName="yichuang")
key = iam.create_access_key(UserName="yichuang")["AccessKey"]
rule = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
iam.put_user_policy(UserName="yichuang", PolicyName="files", PolicyDocument=json.dumps(rule))
boto3.client("s3", **free).create_bucket(Bucket="yichuang")
print(json.dumps({"access": key["AccessKeyId"], "secret": key["SecretAccessKey"]}))
"#;

pub struct S3 {
    pub endpoint: String,
    access: String,
    secret: String,
    child: Child,
}

impl S3 {
    /// The binary is that of `YICHUANG_TEST_S3`.
    pub fn start() -> Self {
        let binary = std::env::var("YICHUANG_TEST_S3").expect("YICHUANG_TEST_S3 names `moto_server`: scripts/test.sh installs it");
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let child = Command::new(&binary)
            .args(["-H", "127.0.0.1", "-p", &address.port().to_string()])
            .env("INITIAL_NO_AUTH_ACTION_COUNT", "4")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while TcpStream::connect(address).is_err() {
            assert!(begun.elapsed() < Duration::from_mins(2), "moto_server does not answer");
            std::thread::sleep(Duration::from_millis(100));
        }
        let endpoint = format!("http://{address}");
        let python: PathBuf = Path::new(&binary).with_file_name("python");
        let said = Command::new(python).args(["-c", SETUP, &endpoint]).output().unwrap();
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        let key: Value = serde_json::from_slice(&said.stdout).unwrap();
        let text = |name: &str| key[name].as_str().unwrap().to_owned();
        Self { endpoint, access: text("access"), secret: text("secret"), child }
    }

    /// Settings of an installation that keeps its files there.
    pub fn settings(&self, config: &mut Config) {
        "s3://yichuang/installation-1".clone_into(&mut config.files_url);
        config.s3_endpoint.clone_from(&self.endpoint);
        config.s3_access_key.clone_from(&self.access);
        config.s3_secret_key.clone_from(&self.secret);
        config.s3_allow_http = true;
    }
}

impl Drop for S3 {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
