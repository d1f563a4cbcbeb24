package dev.actp.runtime.store;

import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.ErasureOrder;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.Membership;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.registry.Suspension;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.state.Micros;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;

/** Writes what changed of a registry. */
final class RowStatements {
  private RowStatements() {}

  static void tenant(Connection connection, Tenant tenant) throws SQLException {
    long created = Micros.of(tenant.created());
    Sql.execute(
        connection,
        "INSERT INTO tenant (id, name, created, head_index, head_hash, now) VALUES (?,?,?,-1,'',?)",
        tenant.id(),
        tenant.name(),
        created,
        created);
  }

  static void write(Connection connection, long tenant, Row row) throws SQLException {
    switch (row) {
      case Row.OfTenant created -> change(connection, tenant, created.tenant());
      case Row.TenantChanged(Tenant changed) -> change(connection, tenant, changed);
      case Row.OfKey(ApiKey key) ->
          Sql.execute(
              connection,
              "INSERT OR REPLACE INTO api_key VALUES (?,?,?)",
              key.id(),
              tenant,
              Documents.of(key));
      case Row.OfAgent(Agent agent) ->
          Sql.execute(
              connection,
              "INSERT OR REPLACE INTO agent VALUES (?,?,?,?)",
              tenant,
              agent.id(),
              agent.name(),
              Documents.of(agent));
      case Row.OfPolicy(PolicyVersion version) -> policy(connection, tenant, version);
      case Row.Retired(String policy) -> retire(connection, tenant, policy);
      case Row.MailDomains(SortedSet<String> names) ->
          Sql.execute(
              connection,
              "UPDATE tenant SET mail_domains = ? WHERE no = ?",
              String.join(" ", names),
              tenant);
      case Row.OfToken(IssuedToken token, long index) -> token(connection, tenant, token, index);
      case Row.Renewed(IssuedToken token) -> renew(connection, tenant, token);
      case Row.Revoked(Revocation what, long index) -> revoke(connection, tenant, what, index);
      case Row.Reinstated(Revocation what) -> reinstate(connection, tenant, what);
      case Row.OfApproval(Approval approval) -> approval(connection, tenant, approval);
      case Row.Suspended(Suspension suspension) ->
          Sql.execute(
              connection,
              "INSERT OR REPLACE INTO suspension VALUES (?,?,?)",
              tenant,
              suspension.agent(),
              Micros.ofOrMax(suspension.until()));
      case Row.Resumed(String agent) ->
          Sql.execute(
              connection, "DELETE FROM suspension WHERE tenant = ? AND agent = ?", tenant, agent);
      case Row.Erased(List<Long> records) -> erase(connection, tenant, records);
      case Row.ErasedApproval(Approval approval) -> {
        approval(connection, tenant, approval);
        SendingStatements.erase(connection, tenant, approval.id());
      }
      case Row.OfErasure(ErasureOrder order) -> erasure(connection, tenant, order);
      case Row.Joined(Membership member) -> join(connection, tenant, member);
      case Row.Left(String group, String person) ->
          Sql.execute(
              connection,
              "DELETE FROM membership WHERE tenant = ? AND grp = ? AND person = ?",
              tenant,
              group,
              person);
      case Row.Sending sending -> SendingStatements.write(connection, tenant, sending);
      case Row.OfCheckpoint(long size, String note) -> checkpoint(connection, tenant, size, note);
    }
  }

  private static void change(Connection connection, long number, Tenant tenant)
      throws SQLException {
    Sql.execute(
        connection,
        "UPDATE tenant SET name = ?, body = ? WHERE no = ?",
        tenant.name(),
        TenantDocuments.of(tenant),
        number);
  }

  private static void join(Connection connection, long tenant, Membership member)
      throws SQLException {
    Sql.execute(
        connection,
        "INSERT OR REPLACE INTO membership VALUES (?,?,?,?)",
        tenant,
        member.group(),
        member.person(),
        Micros.of(member.since()));
  }

  private static void erase(Connection connection, long tenant, List<Long> records)
      throws SQLException {
    for (long index : records) {
      long key = TenantNumbers.key(tenant, index);
      Sql.execute(connection, "DELETE FROM beside WHERE id = ?", key);
      // a digest of all that was asked lets whoever knows the rest try out a value
      Sql.execute(connection, "UPDATE record SET request_digest = NULL WHERE id = ?", key);
    }
  }

  private static void erasure(Connection connection, long tenant, ErasureOrder order)
      throws SQLException {
    Sql.execute(
        connection,
        "INSERT OR REPLACE INTO erasure VALUES (?,?,?,?)",
        tenant,
        order.record(),
        order.ended() == null ? 0 : 1,
        ErasureDocuments.of(order));
    Sql.execute(
        connection,
        "DELETE FROM erasure WHERE tenant = ?1 AND ended AND record NOT IN (SELECT record FROM"
            + " erasure WHERE tenant = ?1 AND ended ORDER BY record DESC LIMIT ?2)",
        tenant,
        ErasureOrder.ENDED_MAX);
  }

  private static void checkpoint(Connection connection, long tenant, long size, String note)
      throws SQLException {
    Sql.execute(connection, "INSERT OR REPLACE INTO checkpoint VALUES (?,?,?)", tenant, size, note);
    Sql.execute(
        connection,
        "DELETE FROM checkpoint WHERE tenant = ? AND size <= (SELECT size FROM checkpoint"
            + " WHERE tenant = ? ORDER BY size DESC LIMIT 1 OFFSET ?)",
        tenant,
        tenant,
        LedgerTrees.CHECKPOINTS);
  }

  private static void retire(Connection connection, long tenant, String policy)
      throws SQLException {
    Sql.execute(
        connection,
        "UPDATE policy_version SET in_force = 0 WHERE tenant = ? AND id = ? AND in_force",
        tenant,
        policy);
  }

  private static void policy(Connection connection, long tenant, PolicyVersion version)
      throws SQLException {
    retire(connection, tenant, version.id());
    Sql.execute(
        connection,
        "INSERT INTO policy_version VALUES (?,?,?,?,1,?)",
        tenant,
        version.id(),
        version.number(),
        version.name(),
        Documents.of(version));
  }

  private static void token(Connection connection, long tenant, IssuedToken token, long index)
      throws SQLException {
    Sql.execute(
        connection,
        "INSERT INTO token VALUES (?,?,?,?,?,?)",
        tenant,
        token.jti(),
        token.agent(),
        token.referenceHash(),
        index,
        ClaimDocuments.of(token));
  }

  private static void renew(Connection connection, long tenant, IssuedToken token)
      throws SQLException {
    Sql.execute(
        connection,
        "UPDATE token SET body = ? WHERE tenant = ? AND id = ?",
        ClaimDocuments.of(token),
        tenant,
        token.jti());
  }

  private static void revoke(Connection connection, long tenant, Revocation what, long index)
      throws SQLException {
    Sql.execute(
        connection,
        "INSERT OR REPLACE INTO revocation VALUES (?,?,?,?,?)",
        tenant,
        Revocations.kind(what),
        Revocations.what(what),
        Revocations.capability(what),
        index);
  }

  private static void reinstate(Connection connection, long tenant, Revocation what)
      throws SQLException {
    Sql.execute(
        connection,
        "DELETE FROM revocation WHERE tenant = ? AND kind = ? AND what = ? AND capability =" + " ?",
        tenant,
        Revocations.kind(what),
        Revocations.what(what),
        Revocations.capability(what));
  }

  private static void approval(Connection connection, long tenant, Approval approval)
      throws SQLException {
    Sql.execute(
        connection,
        "INSERT OR REPLACE INTO approval VALUES (?,?,?,?,?,?,?,?)",
        tenant,
        approval.id(),
        Micros.of(approval.asked()),
        Micros.ofOrMax(approval.expires()),
        approval.state().name(),
        approval.group(),
        approval.agent(),
        ClaimDocuments.of(approval));
  }
}
