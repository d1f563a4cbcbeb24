package dev.actp.runtime.service;

import dev.actp.runtime.ledger.Entry;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.Words;
import dev.actp.runtime.registry.ErasureOrder;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.store.Row;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Performs administrative acts at a desk, and records them, refused ones too. */
final class Acts {
  static final String ACTIVATE = "activate_policy";
  static final String RETIRE = "retire_policy";

  private final TenantActs tenants;
  private final RegistryActs registry;
  private final PolicyActs policies;
  private final DelegationActs delegations;
  private final RenewalActs renewals;
  private final ApprovalActs approvals;
  private final ReportActs reports;
  private final WebhookActs webhooks;
  private final ErasureActs erasures;

  /**
   * @param queries sees everything that was committed; no act is performed while another is not
   */
  Acts(Queries queries) {
    registry = new RegistryActs(queries);
    policies = new PolicyActs(queries);
    tenants = new TenantActs(registry);
    delegations = new DelegationActs(queries, registry);
    renewals = new RenewalActs(queries);
    approvals = new ApprovalActs(queries);
    reports = new ReportActs(queries);
    webhooks = new WebhookActs(queries);
    erasures = new ErasureActs(queries);
  }

  Done perform(Desk desk, Actor actor, Act act, Instant clock) {
    Instant now = desk.advance(clock);
    Ruling ruling = rule(desk, actor, act, now);
    return switch (ruling) {
      case Ruling.Possible possible ->
          new Done.Committed(
              possible.id(), possible.number(), perform(desk, actor, name(act), possible));
      case Ruling.Several(String target, List<Ruling.Several.Part> parts) -> {
        Receipt last = desk.head();
        for (Ruling.Several.Part part : parts) {
          last = perform(desk, actor, part.act(), part.possible());
        }
        yield new Done.Committed(target, 0, last);
      }
      case Ruling.Already(String id, int number) -> new Done.Committed(id, number, desk.head());
      case Ruling.Impossible(Done.Why why, String message, Exceeded exceeded) -> {
        Value text = new Value.Text(message);
        Entry.Acted entry =
            entry(name(act), actor, "", Value.Struct.EMPTY, struct("message", text), code(why));
        Receipt receipt = admits(desk, actor, entry) ? desk.record(entry) : null;
        yield new Done.Refused(why, message, receipt, exceeded);
      }
    };
  }

  private static Receipt perform(Desk desk, Actor actor, String act, Ruling.Possible possible) {
    possible.apply().run();
    return desk.record(
        entry(act, actor, possible.id(), possible.details(), possible.sealed(), null));
  }

  /** Whether a refusal is recorded by itself. */
  private static boolean admits(Desk desk, Actor actor, Entry.Acted refused) {
    return desk.known()
        && desk.admits(
            new Quota.Who(Words.of(actor.kind()), actor.id()),
            List.of(refused.act() + ":" + refused.refused()));
  }

  /** Whether there was something to keep. */
  boolean keep(Desk desk, Posting posting, Instant clock) {
    return switch (posting) {
      case Posting.Head(long size, String note) -> {
        desk.row(new Row.OfCheckpoint(size, note));
        yield true;
      }
      case Posting.Erasing(ErasureOrder order) -> {
        desk.row(new Row.OfErasure(order));
        yield true;
      }
      case Posting.Sending sending -> webhooks.keep(desk, sending, desk.advance(clock));
    };
  }

  private Ruling rule(Desk desk, Actor actor, Act act, Instant now) {
    return switch (act) {
      case Act.CreateTenant create -> tenants.create(desk, create, now);
      case Act.DisableTenant ignored -> TenantActs.disable(desk, true);
      case Act.EnableTenant ignored -> TenantActs.disable(desk, false);
      case Act.SetQuotas set -> TenantActs.quotas(desk, set.quotas());
      case Act.AddKey add -> registry.add(desk, add.key());
      case Act.RevokeKey revoke -> registry.revoke(desk, revoke.key());
      case Act.UseKeyElsewhere(String key, Value.Ip from) -> RegistryActs.elsewhere(key, from);
      case Act.ChangeTokenKey change -> RegistryActs.tokenKey(change);
      case Act.PutAgent put -> registry.put(desk, put.agent(), now);
      case Act.ActivatePolicy activate -> policies.activate(desk, actor, activate, now);
      case Act.RetirePolicy retire -> PolicyActs.retire(desk, retire.id());
      case Act.SwapPolicies swap -> policies.swap(desk, actor, swap, now);
      case Act.SetMailDomains set -> RegistryActs.mailDomains(desk, set.domains());
      case Act.RegisterToken register -> registry.register(desk, register.token());
      case Act.DelegateToken delegate -> delegations.delegate(desk, delegate, now);
      case Act.RenewToken renew -> renewals.renew(desk, renew.token(), now);
      case Act.Revoke revoke -> RevocationActs.revoke(desk, revoke.what());
      case Act.Reinstate reinstate -> RevocationActs.reinstate(desk, reinstate.what());
      case Act.Resume resume -> RevocationActs.resume(desk, resume.agent(), now);
      case Act.Decide decide -> approvals.decide(desk, decide, now);
      case Act.Cancel cancel -> approvals.cancel(desk, cancel.approval(), now);
      case Act.AddMember add -> approvals.add(desk, add, now);
      case Act.RemoveMember remove -> approvals.remove(desk, remove);
      case Act.PutWebhook put -> WebhookActs.put(desk, put.webhook());
      case Act.RemoveWebhook remove -> WebhookActs.remove(desk, remove.webhook());
      case Act.ConfirmClock ignored ->
          new Ruling.Possible("clock", 0, Value.Struct.EMPTY, Value.Struct.EMPTY, () -> {});
      case Act.ExportRecords export ->
          new Ruling.Possible(
              "ledger",
              0,
              struct("format", new Value.Text(export.format())),
              struct("which", new Value.Text(export.which())),
              () -> {});
      case Act.RotateLedgerKey rotate -> LedgerActs.rotate(desk, rotate);
      case Act.RecoverLedger recover -> LedgerActs.recover(desk, recover);
      case Act.Report report -> reports.report(desk, report, now);
      case Act.BeginErasure(Actor asking, Selection selection) ->
          erasures.begin(desk, asking, selection, now);
      case Act.Erase erase -> erasures.erase(desk, erase, now);
      case Act.EndErasure(ErasureOrder order, long live) -> erasures.end(desk, order, live, now);
      case Act.Prune ignored -> erasures.prune(desk, now);
    };
  }

  /** The stable name of an act in records. */
  private static String name(Act act) {
    return switch (act) {
      case Act.CreateTenant ignored -> "create_tenant";
      case Act.DisableTenant ignored -> "disable_tenant";
      case Act.EnableTenant ignored -> "enable_tenant";
      case Act.SetQuotas ignored -> "set_quotas";
      case Act.AddKey ignored -> "add_key";
      case Act.RevokeKey ignored -> "revoke_key";
      case Act.UseKeyElsewhere ignored -> "use_key";
      case Act.ChangeTokenKey ignored -> "change_token_key";
      case Act.PutAgent ignored -> "put_agent";
      case Act.ActivatePolicy ignored -> ACTIVATE;
      case Act.RetirePolicy ignored -> RETIRE;
      case Act.SwapPolicies ignored -> "swap_policies";
      case Act.SetMailDomains ignored -> "set_mail_domains";
      case Act.RegisterToken ignored -> "issue_token";
      case Act.DelegateToken ignored -> "delegate_token";
      case Act.RenewToken ignored -> "renew_token";
      case Act.Revoke ignored -> "revoke";
      case Act.Reinstate ignored -> "reinstate";
      case Act.Resume ignored -> "resume_agent";
      case Act.Decide ignored -> "decide_approval";
      case Act.Cancel ignored -> "cancel_approval";
      case Act.AddMember ignored -> "add_member";
      case Act.RemoveMember ignored -> "remove_member";
      case Act.PutWebhook ignored -> "put_webhook";
      case Act.RemoveWebhook ignored -> "remove_webhook";
      case Act.ConfirmClock ignored -> "confirm_clock";
      case Act.ExportRecords ignored -> "export_records";
      case Act.RotateLedgerKey ignored -> "rotate_ledger_key";
      case Act.RecoverLedger ignored -> "recover_ledger";
      case Act.Report ignored -> "report_outcome";
      case Act.BeginErasure ignored -> "begin_erasure";
      case Act.Erase ignored -> "erase";
      case Act.EndErasure ignored -> "end_erasure";
      case Act.Prune ignored -> "prune";
    };
  }

  static Entry.Acted entry(
      String act,
      Actor actor,
      String target,
      Value.Struct details,
      Value.Struct sealed,
      @Nullable String refused) {
    String kind = Words.of(actor.kind());
    return new Entry.Acted(act, kind, actor.id(), target, details, sealed, refused);
  }

  private static String code(Done.Why why) {
    return Words.of(why);
  }

  static Value.Struct struct(String name, Value value) {
    TreeMap<String, Value> members = new TreeMap<>();
    members.put(name, value);
    return new Value.Struct(members);
  }
}
