/// nginx with TLS by an authority of its own before git's `http-backend`, and a proxy, for `ServerShell`.
enum WebServerScript {
  static let text = #"""
    # web: serves every repository below $HERE; the authority is $HERE/web/ca.pem.
    web_config() {
      if [ "$(id -u)" = 0 ]; then echo "user root;"; fi > "$HERE/web/config"
      cat >> "$HERE/web/config" <<EOF
    daemon off; master_process off; pid $HERE/web/pid; error_log $HERE/web/errors;
    events {}
    http {
      access_log off; client_max_body_size 0;
      client_body_temp_path $HERE/web/t1; fastcgi_temp_path $HERE/web/t2; proxy_temp_path $HERE/web/t3;
      uwsgi_temp_path $HERE/web/t4; scgi_temp_path $HERE/web/t5;
      server {
        listen 127.0.0.1:$1 ssl;
        ssl_certificate $HERE/web/cert.pem; ssl_certificate_key $HERE/web/key.pem;
        location / {
          fastcgi_pass unix:$HERE/web/socket;
          fastcgi_param SCRIPT_FILENAME /usr/lib/git-core/git-http-backend;
          fastcgi_param GIT_PROJECT_ROOT $HERE;
          fastcgi_param GIT_HTTP_EXPORT_ALL 1;
          fastcgi_param REMOTE_USER alice;
          fastcgi_param PATH_INFO \$uri;
          fastcgi_param QUERY_STRING \$query_string;
          fastcgi_param REQUEST_METHOD \$request_method;
          fastcgi_param CONTENT_TYPE \$content_type;
          fastcgi_param CONTENT_LENGTH \$content_length;
        }
      }
    }
    EOF
      server=(/usr/sbin/nginx -c "$HERE/web/config" -e "$HERE/web/errors")
    }
    authority() {
      openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$HERE/web/$1.key" \
        -out "$HERE/web/$1.pem" -subj "/CN=$1" -days 2 2> /dev/null
    }
    web() {
      mkdir -p "$HERE/web"; authority ca; authority stranger
      openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$HERE/web/key.pem" \
        -out "$HERE/web/request.pem" -subj /CN=localhost 2> /dev/null
      echo 'subjectAltName=DNS:localhost' > "$HERE/web/names"
      openssl x509 -req -in "$HERE/web/request.pem" -CA "$HERE/web/ca.pem" -CAkey "$HERE/web/ca.key" -CAcreateserial \
        -out "$HERE/web/cert.pem" -days 2 -extfile "$HERE/web/names" 2> /dev/null
      GIT_CONFIG_GLOBAL=/dev/null /usr/sbin/fcgiwrap -s "unix:$HERE/web/socket" < /dev/null >> "$HERE/web/errors" 2>&1 & started+=($!)
      for i in $(seq 600); do if [ -S "$HERE/web/socket" ]; then break; fi; sleep 0.05; done
      listen "$HERE/web/errors" web_config
    }

    # proxy: a proxy for CONNECT, which writes down where it is asked to go; `proxy NAME:PASSWORD` lets in those alone.
    proxy_program() { server=(python3 "$HERE/proxy.py" "$1" "$HERE/proxied" "$login"); }
    proxy() {
      login=${1-}
      cat > "$HERE/proxy.py" <<'EOF'
    import base64, socket, sys, threading
    port, log, login = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    def pour(source, target):
        try:
            while data := source.recv(65536): target.sendall(data)
        except OSError: pass
        try: target.shutdown(socket.SHUT_WR)
        except OSError: pass
    def serve(client):
        head = b''
        while b'\r\n\r\n' not in head:
            more = client.recv(4096)
            if not more: return client.close()
            head += more
        lines = head.split(b'\r\n\r\n')[0].decode('latin-1').split('\r\n')
        words = lines[0].split(' ')
        wanted = 'Basic ' + base64.b64encode(login.encode()).decode()
        given = [line.split(': ', 1)[1] for line in lines[1:] if line.lower().startswith('proxy-authorization: ')]
        def refuse(text):
            client.sendall(('HTTP/1.1 ' + text + '\r\nContent-Length: 0\r\nConnection: close\r\n\r\n').encode()); client.close()
        if words[0] != 'CONNECT': return refuse('405 No')
        if login and wanted not in given: return refuse('407 Who\r\nProxy-Authenticate: Basic realm="x"')
        with open(log, 'a') as file: file.write(words[1] + '\n')
        host, _, number = words[1].rpartition(':')
        try: server = socket.create_connection((host, int(number)))
        except OSError: return refuse('502 Nobody there')
        client.sendall(b'HTTP/1.1 200 Go\r\n\r\n')
        back = threading.Thread(target=pour, args=(server, client)); back.start()
        pour(client, server); back.join(); server.close(); client.close()
    listener = socket.socket(); listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(('127.0.0.1', port)); listener.listen(64)
    while True: threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
    EOF
      listen "$HERE/proxy.log" proxy_program
    }
    # How many requests went through the proxy since the last question, and where to.
    proxied() { sort -u "$HERE/proxied" 2> /dev/null | sed "s/:$web\$/:web/" | tr '\n' ' '; echo; rm -f "$HERE/proxied"; }

    """#
}
