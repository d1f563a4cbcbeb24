package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  @TempDir Path folder;

  @Test
  void sixScenesComeOutAsTheyShould() {
    Shell.Ran ran = new Shell(folder).actp("demo");
    assertThat(ran.out())
        .isEqualTo(
            """
            BLOCKED  Email to an external domain
                     send_email to eve@external.example
                     mail goes to colleagues and partners only

            BLOCKED  SQL query over the row limit
                     SELECT * FROM users
                     end the statement with LIMIT 1000 or less
                     only orders, products and page_views
                     name the columns; no personal data

            BLOCKED  Filesystem access
                     fs.readFileSync("/etc/passwd")
                     Action forbidden

            BLOCKED  A DELETE that the model made up
                     DELETE /api/customers/all
                     Action forbidden

            ALLOWED  Read customer data
                     GET /api/customers/12345
                     Token valid, capability granted

            ALLOWED  Create a support ticket
                     POST /api/tickets
                     Token valid, capability granted

            6 of 6 came out as they should
            """);
    assertThat(ran.exit()).isZero();
  }

  @Test
  void onATerminalItIsInColour() {
    assertThat(new Shell(folder).onTerminal().actp("demo").out())
        .contains("\u001b[1;31mBLOCKED\u001b[0m", "\u001b[32mALLOWED\u001b[0m");
  }
}
