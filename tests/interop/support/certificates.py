"""An authority of a test: certificates, revocation lists and PKCS#12 files by the openssl program."""

import subprocess

from support.harness import need

SETTINGS = """\
[ca]
default_ca = own
[own]
dir = {directory}
database = {directory}/index
serial = {directory}/serial
new_certs_dir = {directory}
certificate = {directory}/ca.pem
private_key = {directory}/ca.key
default_md = sha256
default_days = 30
default_crl_days = 30
policy = any
unique_subject = no
copy_extensions = copy
[any]
commonName = supplied
"""


class Authority:
    def __init__(self, directory, name="Example Root"):
        need("openssl")
        self.directory = directory
        directory.mkdir()
        (directory / "index").write_text("")
        (directory / "serial").write_text("01\n")
        self.settings = directory / "ca.cnf"
        self.settings.write_text(SETTINGS.format(directory=directory))
        self.certificate = directory / "ca.pem"
        self.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}", "-days", "30",
                     "-keyout", "ca.key", "-out", "ca.pem", "-addext", "basicConstraints=critical,CA:TRUE")

    def openssl(self, *words):
        result = subprocess.run(("openssl", *words), cwd=self.directory, capture_output=True, text=True, timeout=60)
        assert result.returncode == 0, f"openssl {' '.join(words)}: {result.stderr}"

    def issue(self, name, host=None, expired=False, curve=None):
        """NAME.pem and NAME.key; with the host as alternative name, else with a common name only. RSA, or an elliptic curve."""
        extension = ("-addext", f"subjectAltName=DNS:{host}") if host else ()
        kind = ("ec", "-pkeyopt", f"ec_paramgen_curve:{curve}") if curve else ("rsa:2048",)
        self.openssl("req", "-newkey", *kind, "-nodes", "-subj", f"/CN={name}", "-keyout", f"{name}.key",
                     "-out", f"{name}.csr", *extension)
        times = ("-startdate", "20200101000000Z", "-enddate", "20200201000000Z") if expired else ()
        self.openssl("ca", "-batch", "-notext", "-config", self.settings, "-in", f"{name}.csr", "-out", f"{name}.pem",
                     *times)
        return name

    def revoke(self, name):
        self.openssl("ca", "-config", self.settings, "-revoke", f"{name}.pem")

    def revocations(self, path):
        self.openssl("ca", "-config", self.settings, "-gencrl", "-out", path)

    def pem(self, name, path):
        """Own certificate, key and authority in one file."""
        path.write_text("".join((self.directory / part).read_text() for part in
                                (f"{name}.pem", f"{name}.key", "ca.pem")))

    def pkcs12(self, name, path, password):
        self.openssl("pkcs12", "-export", "-in", f"{name}.pem", "-inkey", f"{name}.key", "-certfile", "ca.pem",
                     "-passout", f"pass:{password}", "-out", path)

    def give_to_strongswan(self, name, directory):
        """Where swanctl looks beside its file."""
        for folder in ("x509ca", "x509", "private"):
            (directory / folder).mkdir(exist_ok=True)
            for old in (directory / folder).iterdir():
                old.unlink()
        (directory / "x509ca" / "ca.pem").write_text(self.certificate.read_text())
        (directory / "x509" / "own.pem").write_text((self.directory / f"{name}.pem").read_text())
        (directory / "private" / "own.pem").write_text((self.directory / f"{name}.key").read_text())
