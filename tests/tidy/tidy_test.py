"""A rule that never finds anything proves nothing: small trees with one fault each."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import tidy  # noqa: E402


class Tree(unittest.TestCase):
    def findings(self, rule, files):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in files.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            return [f"{name}:{line}" for name, line, _ in tidy.RULES[rule](root)]

    def test_an_engine_must_not_include_another(self):
        files = {"firmware/l2tp/engine.hpp": "", "firmware/ike/engine.cpp": '\n#include "firmware/l2tp/engine.hpp"\n'}
        self.assertEqual(self.findings("includes", files), ["firmware/ike/engine.cpp:2"])

    def test_config_sees_settings_only(self):
        files = {"firmware/ike/engine.hpp": "", "firmware/ike/settings.hpp": "",
                 "firmware/config/a.cpp": '#include "firmware/ike/settings.hpp"\n#include "firmware/ike/engine.hpp"\n'}
        self.assertEqual(self.findings("includes", files), ["firmware/config/a.cpp:2"])

    def test_firmware_must_not_include_the_platform(self):
        files = {"platform/linux/clock.hpp": "", "firmware/router/a.cpp": '#include "platform/linux/clock.hpp"\n'}
        self.assertEqual(self.findings("includes", files), ["firmware/router/a.cpp:1"])

    def test_includes_are_written_from_the_root_and_exist(self):
        files = {"firmware/ike/a.cpp": '#include "engine.hpp"\n#include "firmware/ike/gone.hpp"\n'}
        self.assertEqual(self.findings("includes", files), ["firmware/ike/a.cpp:1", "firmware/ike/a.cpp:2"])

    def test_allowed_includes_are_allowed(self):
        files = {"firmware/base/bytes.hpp": "", "firmware/wire/a.hpp": "",
                 "firmware/wire/a.cpp": '#include "firmware/wire/a.hpp"\n#include "firmware/base/bytes.hpp"\n#include <vector>\n'}
        self.assertEqual(self.findings("includes", files), [])

    def test_banned_words_are_found_in_code_and_not_in_text(self):
        files = {"firmware/ike/a.cpp": "auto t = std::chrono::steady_clock::now();\n"
                                       "// std::cout << getenv(\"x\")\n"
                                       "f(\"std::cout sleep(1) throw\");\n"
                                       "int x = rand();\n"
                                       "return ::getenv(name);\n"
                                       "/* throw\n   sleep(1) */\n"
                                       "operand(); door.open(); window->open(1);\n"
                                       "void Shell::open(int);\n"
                                       "throw 1;\n"}
        found = self.findings("tokens", files)
        for line in (1, 4, 10):
            self.assertIn(f"firmware/ike/a.cpp:{line}", found)
        for line in (2, 3, 6, 7, 8, 9):
            self.assertNotIn(f"firmware/ike/a.cpp:{line}", found)

    def test_asio_and_spirit_stay_out_of_headers(self):
        files = {"firmware/ike/a.hpp": "#include <boost/asio.hpp>\n", "cli-grammar/a.hpp": "#include <boost/spirit/home/x3.hpp>\n",
                 "cli-grammar/a.cpp": "#include <boost/spirit/home/x3.hpp>\n", "platform/linux/asio.hpp": "#include <boost/asio.hpp>\n"}
        self.assertEqual(self.findings("tokens", files), ["firmware/ike/a.hpp:1", "cli-grammar/a.hpp:1"])

    def test_long_functions_and_files_are_found(self):
        long = "int f(int a,\n      int b) const {\n" + "  a += b;\n" * 70 + "}\n"
        short = "struct S {\n" + "  int f() { return 1; }\n" * 80 + "};\nnamespace a {\n" + "int x;\n" * 90 + "}\n"
        files = {"firmware/ike/long.cpp": long, "firmware/ike/short.cpp": short, "firmware/ike/file.cpp": "int x;\n" * 601}
        self.assertEqual(self.findings("sizes", files), ["firmware/ike/file.cpp:601", "firmware/ike/long.cpp:2"])

    def test_headers_have_a_guard_a_purpose_and_a_reader(self):
        files = {"firmware/ike/a.hpp": "#pragma once\n", "firmware/ike/b.hpp": "// What for.\n",
                 "firmware/ike/c.hpp": "// What for.\n#pragma once\n",
                 "firmware/ike/a.cpp": '#include "firmware/ike/a.hpp"\n#include "firmware/ike/b.hpp"\n'}
        self.assertEqual(self.findings("headers", files), ["firmware/ike/a.hpp:1", "firmware/ike/b.hpp:1", "firmware/ike/c.hpp:1"])


if __name__ == "__main__":
    unittest.main()
