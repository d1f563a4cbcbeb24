package dev.actp.runtime.token;

import dev.actp.runtime.json.Members;

/** The header of what holders sign: {@code alg} and {@code typ}, exact, and nothing else. */
final class HolderHeader {
  private HolderHeader() {}

  /** What is wrong with a header; empty for a good one. */
  static String objection(CompactForm form, String type) {
    var header = TokenJson.object(form.header());
    if (header.isEmpty()) {
      return "its header is no strict JSON object";
    }
    Members members = Members.of(header.get());
    String alg = members.needText("alg");
    String typ = members.needText("typ");
    members.refuseOthers();
    if (!members.misfits().isEmpty()) {
      return "its header has to hold `alg` and `typ`, and nothing else";
    }
    return alg.equals(Algorithm.EDDSA.jwsName()) && typ.equals(type)
        ? ""
        : "its `alg` has to be `EdDSA`, and its `typ` `" + type + "`";
  }
}
