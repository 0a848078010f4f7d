"""A server on 127.0.0.1 that answers each way a link can; prints its port."""
import sys, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

lock = threading.Lock()
at_once = most = 0
asked = []


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        body = b"x" * 100_000
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            try:
                self.wfile.write(body)
            except OSError:
                pass

    def do_GET(self):
        global at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
            asked.append(self.command + " " + self.path)
        try:
            self.route(self.path.split("?")[0].strip("/").split("/"))
        finally:
            with lock:
                at_once -= 1

    do_HEAD = do_GET

    def route(self, parts):
        kind = parts[0]
        if kind == "status":
            self.answer(int(parts[1]))
        elif kind == "get-only":
            self.answer(int(parts[1]) if self.command == "HEAD" else 200)
        elif kind == "redirect":
            self.answer(int(parts[1]), Location="/ok")
        elif kind == "hops":
            left = int(parts[1])
            self.answer(301, Location=f"/hops/{left - 1}") if left else self.answer(200)
        elif kind == "loop":
            self.answer(302, Location="/loop")
        elif kind == "to-file":
            self.answer(301, Location="file:///etc/passwd")
        elif kind == "mute":
            self.close_connection = True
            if self.command == "GET":
                self.answer(200)
        elif kind == "slow":
            time.sleep(float(parts[1]))
            self.answer(200)
        elif kind == "most":
            self.answer(200 if most == int(parts[1]) else 404)
        elif kind == "was-got":
            self.answer(200 if any(line.startswith("GET /slow") for line in asked) else 404)
        else:
            self.answer(200)

    def log_message(self, *arguments):
        pass


# Whoever hangs up at the first byte of an answer is no error here.
ThreadingHTTPServer.handle_error = lambda *arguments: None
ThreadingHTTPServer.request_queue_size = 128
server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 0), Handler)
server.daemon_threads = True
print(server.server_address[1], flush=True)
server.serve_forever()
