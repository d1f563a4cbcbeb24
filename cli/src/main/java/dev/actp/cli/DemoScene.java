package dev.actp.cli;

import dev.actp.runtime.value.Value;
import java.util.List;

/**
 * Something that an agent tries.
 *
 * @param attempt what it looks like to the agent
 * @param allowed whether it should be
 */
record DemoScene(
    String title,
    String attempt,
    String action,
    String resource,
    Value.Struct context,
    boolean allowed) {

  /** Four that have to be stopped, and two that have to go through. */
  static List<DemoScene> all() {
    return List.of(
        new DemoScene(
            "Email to an external domain",
            "send_email to eve@external.example",
            "send_email",
            "email://outbox",
            Documents.of(
                "to",
                List.of("eve@external.example"),
                "template",
                "weekly-report",
                "subject",
                "Week 10",
                "body",
                "All on track."),
            false),
        new DemoScene(
            "SQL query over the row limit",
            "SELECT * FROM users",
            "query",
            "db://warehouse",
            Documents.of("statement", "SELECT * FROM users"),
            false),
        new DemoScene(
            "Filesystem access",
            "fs.readFileSync(\"/etc/passwd\")",
            "fs.readFileSync",
            "file:///etc/passwd",
            Value.Struct.EMPTY,
            false),
        new DemoScene(
            "A DELETE that the model made up",
            "DELETE /api/customers/all",
            "delete_customer",
            "api://crm/customers/all",
            Value.Struct.EMPTY,
            false),
        new DemoScene(
            "Read customer data",
            "GET /api/customers/12345",
            "read_customer",
            "api://crm/customers/12345",
            Documents.of("columns", List.of("name", "email")),
            true),
        new DemoScene(
            "Create a support ticket",
            "POST /api/tickets",
            "create_ticket",
            "api://tickets",
            Documents.of(
                "subject",
                "Order 77 is late",
                "description",
                "Promised for Monday, not here on Friday.",
                "priority",
                "normal"),
            true));
  }

  /** The body of a request for a decision. */
  Value.Struct body(String token) {
    return Documents.of("token", token, "action", action, "resource", resource, "context", context);
  }
}
