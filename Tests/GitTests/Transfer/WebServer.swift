import Foundation
import Testing

@testable import Git

extension Server {
  /// nginx with git's own `http-backend` behind it, TLS by an authority of its own, and a password.
  static func web(_ net: Net) throws -> WebServer? {
    guard let programs = find("nginx", "fcgiwrap", "git-http-backend", "openssl") else { return nil }
    unsetSystemAuthorities
    let folder = net.scratch.path + "/web"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    func write(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
    }
    let openssl = programs[3]
    let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    try run(
      [openssl, "req", "-x509"] + curve + [
        "-keyout", folder + "/ca.key", "-out", folder + "/ca.pem", "-subj", "/CN=authority", "-days", "2",
      ])
    try run(
      [openssl, "req"] + curve + [
        "-keyout", folder + "/key.pem", "-out", folder + "/request.pem", "-subj", "/CN=localhost",
      ])
    // mbedTLS, which libgit2 of Debian speaks TLS by, accepts no certificate for an address.
    try write("names", "subjectAltName=DNS:localhost\n")
    try run([
      openssl, "x509", "-req", "-in", folder + "/request.pem", "-CA", folder + "/ca.pem", "-CAkey",
      folder + "/ca.key", "-CAcreateserial", "-out", folder + "/cert.pem", "-days", "2", "-extfile",
      folder + "/names",
    ])
    try write("passwords", "alice:{PLAIN}secret\n")
    let port = try freePort()
    try write(
      "config",
      """
      \(geteuid() == 0 ? "user root;" : "")
      daemon off; master_process off; pid \(folder)/pid; error_log \(folder)/errors;
      events {}
      http {
        access_log off; client_max_body_size 0;
        client_body_temp_path \(folder)/t1; fastcgi_temp_path \(folder)/t2; proxy_temp_path \(folder)/t3;
        uwsgi_temp_path \(folder)/t4; scgi_temp_path \(folder)/t5;
        server {
          listen 127.0.0.1:\(port) ssl;
          ssl_certificate \(folder)/cert.pem; ssl_certificate_key \(folder)/key.pem;
          location /moved/ { rewrite ^/moved/(.*)$ https://localhost:\(port)/$1 permanent; }
          location / {
            auth_basic net; auth_basic_user_file \(folder)/passwords;
            fastcgi_pass unix:\(folder)/socket;
            fastcgi_param SCRIPT_FILENAME \(programs[2]);
            fastcgi_param GIT_PROJECT_ROOT /;
            fastcgi_param GIT_HTTP_EXPORT_ALL 1;
            fastcgi_param PATH_INFO $uri;
            fastcgi_param REMOTE_USER $remote_user;
            fastcgi_param QUERY_STRING $query_string;
            fastcgi_param REQUEST_METHOD $request_method;
            fastcgi_param CONTENT_TYPE $content_type;
            fastcgi_param CONTENT_LENGTH $content_length;
          }
        }
      }
      """)
    let gateway = try start(
      [programs[1], "-s", "unix:\(folder)/socket"], environment: ["GIT_CONFIG_GLOBAL=/dev/null"],
      log: folder + "/gateway.log")
    let nginx = try start(
      [programs[0], "-c", folder + "/config", "-e", folder + "/errors"], log: folder + "/nginx.log")
    try wait(for: port, log: folder + "/errors")
    return WebServer(server: Server(port: port, [nginx, gateway]), folder: folder)
  }
}

/// A variable of the machine that the tests run on would win over their own settings.
private let unsetSystemAuthorities: Void = { unsetenv("GIT_SSL_CAINFO") }()

struct WebServer {
  let server: Server
  let folder: String

  func url(_ path: String, _ port: Int? = nil) -> String { "https://localhost:\(port ?? server.port)\(path)" }

  /// A helper that knows a password and writes down what it is asked.
  func trust(_ repository: String, password: String = "secret") throws {
    try git(repository, "config", "http.sslCAInfo", folder + "/ca.pem")
    try Data(
      "#!/bin/sh\necho $1 >> \(folder)/asked\ntest $1 = get && echo username=alice && echo password=\(password)\n"
        .utf8
    ).write(to: URL(fileURLWithPath: folder + "/helper"))
    chmod(folder + "/helper", 0o755)
    try git(repository, "config", "credential.helper", "")
    try git(repository, "config", "--add", "credential.helper", folder + "/helper")
  }

  var asked: [String] {
    get throws {
      try String(contentsOfFile: folder + "/asked", encoding: .utf8).split(separator: "\n").map(String.init)
    }
  }
}
