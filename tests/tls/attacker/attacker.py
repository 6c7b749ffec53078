"""A TLS server that does what no TLS server should, and tells what it saw.

    attacker.py --certificates chain.pem --key key.pem [--versions 1.2,1.3]
                [--edit KIND:MESSAGE]... [--then ACTION] [--plaintext]

It listens on 127.0.0.1 and writes one JSON object a line to standard output:

    {"event": "listening", "port": 37721}
    {"event": "connection", ...}    for each one that has ended; see Report
    {"event": "done"}               once standard input has ended

An edit is done to the messages of the handshake that go out:

    omit:MESSAGE    it is not sent
    repeat:MESSAGE  it is sent twice
    late:MESSAGE    it is sent after the one that follows it
    spoil:MESSAGE   a bit of its signature, or of a Finished's proof, is changed

What the server signs and proves is of the handshake as the client has seen it, so
nothing but the edit itself gives it away. Where there is an edit an answer follows
the handshake unasked: who has believed it has what it waits for.

An action is done once the client's request was read:

    answer               it is answered, and the connection is closed in order
    hello-request:TIMES  another handshake is asked for so often, then it is answered
    cut-length           half of an answer, framed by its length; no close_notify
    cut-close            half of an answer, framed by the end; no close_notify
    no-close-notify      a whole answer, framed by the end; no close_notify
"""

import argparse
import json
import select
import socket
import sys

from tlslite.api import HandshakeSettings, TLSConnection, X509CertChain, parsePEMKey
from tlslite.constants import AlertDescription, ContentType, ECPointFormat, ExtensionType
from tlslite.errors import TLSRemoteAlert
from tlslite.messages import ApplicationData, ClientHello, HelloRequest
from tlslite.recordlayer import RecordLayer, RecordSocket

VERSIONS = {"1.0": (3, 1), "1.1": (3, 2), "1.2": (3, 3), "1.3": (3, 4)}

# Nobody is waited for any longer, so that a test fails and does not hang.
PATIENCE = 60


def tell(event, **more):
    print(json.dumps({"event": event, **more}), flush=True)


class Report:
    """What was seen of one connection."""

    def __init__(self):
        # Whether the server is through with the handshake: in TLS 1.2 it is before the
        # client is, which has its proof last.
        self.is_through = False
        # Bytes of the client's that were opened and are of no handshake.
        self.application_bytes = 0
        # Of these, the bytes before the server was through.
        self.early_bytes = 0
        # Records of application data, by what stands on them, and how many of these
        # were opened: in TLS 1.3 an alert looks the same. What was not opened may be
        # anything.
        self.sealed = 0
        self.opened = 0
        # Bytes that are no TLS at all.
        self.foreign_bytes = 0
        # The client's alerts, by name.
        self.alerts = []
        # Why the server gave up, if it did.
        self.error = None

    def tell(self):
        tell("connection", **vars(self))


class Wire(RecordSocket):
    """Sees each record as it arrives, sealed."""

    def __init__(self, sock, report):
        super().__init__(sock)
        self.report = report
        self.type = None

    def recv(self):
        for result in super().recv():
            if result not in (0, 1):
                self.type = result[0].type
                self.report.sealed += self.type == ContentType.application_data
            yield result


class Records(RecordLayer):
    """Sees each record as it was opened."""

    def __init__(self, sock, report):
        super().__init__(sock)
        self._recordSocket = Wire(sock, report)
        self.report = report

    def recvRecord(self):
        for result in super().recvRecord():
            if result not in (0, 1):
                self.note(*result)
            yield result

    def note(self, header, parser):
        self.report.opened += self._recordSocket.type == ContentType.application_data
        if header.type == ContentType.application_data:
            length = len(parser.bytes)
            self.report.application_bytes += length
            self.report.early_bytes += 0 if self.report.is_through else length
        elif header.type == ContentType.alert and len(parser.bytes) == 2:
            self.report.alerts.append(AlertDescription.toRepr(parser.bytes[1]))


class Server(TLSConnection):
    """Changes what goes out of a handshake."""

    def __init__(self, sock, edits, answer, report):
        super().__init__(sock)
        self._recordLayer = Records(self.sock, report)
        self.closeSocket = False
        self.edits = edits
        self.answer = answer
        self.held = None
        self.has_finished = False

    def in_place_of(self, message):
        """What goes out in place of it."""
        name = type(message).__name__
        kind = self.edits.get(name)
        self.has_finished |= name == "Finished"
        if kind == "omit":
            return []
        if kind == "repeat":
            return [message, message]
        if kind == "spoil":
            spoil(message)
        if kind == "late":
            self.held = message
            return []
        if self.held:
            held, self.held = self.held, None
            return [message, held]
        return [message]

    def _sendMsg(self, msg, *others, **named):
        for message in self.in_place_of(msg):
            yield from super()._sendMsg(message, *others, **named)

    def _queue_message(self, msg):
        for message in self.in_place_of(msg):
            super()._queue_message(message)

    def _getMsg(self, *others, **named):
        # In TLS 1.3 the server is through before the client is.
        if self.has_finished:
            yield from self.answer_unasked()
        for result in super()._getMsg(*others, **named):
            if isinstance(result, ClientHello) and result.extensions:
                # Some name the server by its address there, which the library takes
                # for an attack of theirs.
                result.extensions = [
                    extension
                    for extension in result.extensions
                    if extension.extType != ExtensionType.server_name
                ]
            yield result

    def answer_unasked(self):
        if self.edits and self.answer:
            answer, self.answer = self.answer, None
            yield from super()._sendMsg(ApplicationData().create(bytearray(answer)))


def spoil(message):
    """Changes a bit of what proves something in it."""
    for part in ("signature", "verify_data"):
        proof = bytearray(getattr(message, part, b""))
        if proof:
            proof[-1] ^= 1
            setattr(message, part, proof)
            return
    raise ValueError(f"nothing in {type(message).__name__} proves anything")


def head(length):
    framing = f"Content-Length: {length}\r\n" if length is not None else ""
    return (
        f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{framing}"
        "Connection: close\r\n\r\n"
    ).encode()


def read_request(connection):
    """Reads to the end of the body, which has a length."""
    request = bytearray()
    length = None
    while length is None or len(request) < length:
        some = connection.recv(4096)
        if not some:
            raise EOFError("the client has closed in its request")
        request += some
        if length is None and b"\r\n\r\n" in request:
            fields, _, _ = bytes(request).partition(b"\r\n\r\n")
            values = [
                value
                for name, _, value in (line.partition(b":") for line in fields.split(b"\r\n"))
                if name.lower() == b"content-length"
            ]
            length = len(fields) + 4 + int(values[0])


def act(connection, action, body):
    name, _, times = action.partition(":")
    if name == "answer":
        connection.write(head(len(body)) + body)
        connection.close()
    elif name == "hello-request":
        for _ in range(int(times)):
            for _ in connection._sendMsg(HelloRequest().create()):
                pass
        connection.write(head(len(body)) + body)
        connection.close()
    elif name == "cut-length":
        connection.write(head(len(body)) + body[: len(body) // 2])
    elif name == "cut-close":
        connection.write(head(None) + body[: len(body) // 2])
    elif name == "no-close-notify":
        connection.write(head(None) + body)
    else:
        raise ValueError(f"no action {name}")


def drain(connection):
    """Takes what still comes, opened if it can be."""
    try:
        while True:
            for result in connection._recordLayer.recvRecord():
                if result not in (0, 1):
                    break
    except Exception:
        pass
    try:
        while True:
            for result in connection._recordLayer._recordSocket.recv():
                if result not in (0, 1):
                    break
    except Exception:
        pass


def serve(sock, options, body):
    report = Report()
    connection = Server(sock, options.edits, head(len(body)) + body, report)
    try:
        connection.handshakeServer(
            certChain=options.chain, privateKey=options.private_key, settings=options.settings
        )
        report.is_through = True
        for _ in connection.answer_unasked():
            pass
        read_request(connection)
        act(connection, options.then, body)
        sock.shutdown(socket.SHUT_WR)
    except TLSRemoteAlert as alert:
        report.error = f"alert: {alert}"
    except Exception as error:
        report.error = f"{type(error).__name__}: {error}"
        try:
            # Who waits for more learns that there is none.
            sock.shutdown(socket.SHUT_WR)
        except OSError:
            pass
    drain(connection)
    sock.close()
    report.tell()


def serve_plaintext(sock, body):
    """Speaks no TLS. A ClientHello is a handshake, and so is its refusal an alert."""
    report = Report()
    seen = bytearray()
    sock.sendall(head(len(body)) + body)
    sock.shutdown(socket.SHUT_WR)
    try:
        while some := sock.recv(4096):
            seen += some
    except OSError as error:
        report.error = f"{type(error).__name__}: {error}"
    while seen:
        kind, length = seen[0], 5 + int.from_bytes(seen[3:5], "big")
        if kind not in (ContentType.handshake, ContentType.alert):
            report.foreign_bytes += len(seen)
            break
        if kind == ContentType.alert:
            report.alerts.append(AlertDescription.toRepr(seen[6]))
        del seen[:length]
    sock.close()
    report.tell()


def arguments():
    parser = argparse.ArgumentParser(description="A TLS server that breaks the rules.")
    parser.add_argument("--certificates", required=True)
    parser.add_argument("--key", required=True)
    parser.add_argument("--versions", default="1.2,1.3")
    parser.add_argument("--edit", action="append", default=[])
    parser.add_argument("--then", default="answer")
    parser.add_argument("--plaintext", action="store_true")
    parser.add_argument("--body", required=True)
    options = parser.parse_args()

    options.edits = {
        message: kind for kind, _, message in (edit.partition(":") for edit in options.edit)
    }
    versions = [VERSIONS[version] for version in options.versions.split(",")]
    options.settings = HandshakeSettings()
    options.settings.minVersion = min(versions)
    options.settings.maxVersion = max(versions)
    # All that a short key has room for.
    options.settings.rsaSigHashes = ["sha256"]
    # It would read points as compressed once it has offered to.
    options.settings.ec_point_formats = [ECPointFormat.uncompressed]
    # A ticket behind the handshake is one message more to be told from the edits.
    options.settings.ticket_count = 0
    with open(options.certificates, encoding="ascii") as file:
        options.chain = X509CertChain()
        options.chain.parsePemList(file.read())
    with open(options.key, encoding="ascii") as file:
        options.private_key = parsePEMKey(file.read(), private=True)
    return options


def main():
    options = arguments()
    body = options.body.encode()
    listener = socket.create_server(("127.0.0.1", 0))
    tell("listening", port=listener.getsockname()[1])
    while True:
        ready, _, _ = select.select([listener, sys.stdin], [], [])
        # Whoever has connected before the end is heard.
        if listener not in ready:
            break
        sock, _ = listener.accept()
        sock.settimeout(PATIENCE)
        if options.plaintext:
            serve_plaintext(sock, body)
        else:
            serve(sock, options, body)
    tell("done")


if __name__ == "__main__":
    main()
