package dev.actp.runtime.service;

/** How much something is needed that waits for the writer, when others have to stop. */
enum Need {
  /** What agents do, and what is done for them: it is the first to stop. */
  WORK,
  ADMINISTRATION,
  /** A look, a notice, a checkpoint; erasing, which makes room. The clock alone stops it. */
  UPKEEP,
  /** It can only make later decisions denials: it never stops. */
  TAKING_BACK;

  static Need of(Job job) {
    return switch (job) {
      case Job.Ask ignored -> WORK;
      case Job.Perform perform -> of(perform.act());
      case Job.Look ignored -> UPKEEP;
      case Job.Keep ignored -> UPKEEP;
    };
  }

  private static Need of(Act act) {
    return switch (act) {
      case Act.Revoke ignored -> TAKING_BACK;
      case Act.RevokeKey ignored -> TAKING_BACK;
      case Act.RetirePolicy ignored -> TAKING_BACK;
      case Act.RemoveMember ignored -> TAKING_BACK;
      case Act.Cancel ignored -> TAKING_BACK;
      case Act.BeginErasure ignored -> UPKEEP;
      case Act.Erase ignored -> UPKEEP;
      case Act.EndErasure ignored -> UPKEEP;
      case Act.Prune ignored -> UPKEEP;
      case Act.ConfirmClock ignored -> TAKING_BACK;
      case Act.ChangeTokenKey change -> change.state().published() ? ADMINISTRATION : TAKING_BACK;
      case Act.PutAgent put -> put.agent().disabled() ? TAKING_BACK : ADMINISTRATION;
      case Act.UseKeyElsewhere ignored -> WORK;
      case Act.RegisterToken ignored -> WORK;
      case Act.DelegateToken ignored -> WORK;
      case Act.RenewToken ignored -> WORK;
      case Act.Report ignored -> WORK;
      case Act.DisableTenant ignored -> TAKING_BACK;
      case Act.CreateTenant ignored -> ADMINISTRATION;
      case Act.EnableTenant ignored -> ADMINISTRATION;
      case Act.SetQuotas ignored -> ADMINISTRATION;
      case Act.AddKey ignored -> ADMINISTRATION;
      case Act.ActivatePolicy ignored -> ADMINISTRATION;
      case Act.SwapPolicies swap -> swap.activated().isEmpty() ? TAKING_BACK : ADMINISTRATION;
      case Act.SetMailDomains ignored -> ADMINISTRATION;
      case Act.Reinstate ignored -> ADMINISTRATION;
      case Act.Resume ignored -> ADMINISTRATION;
      case Act.Decide ignored -> ADMINISTRATION;
      case Act.AddMember ignored -> ADMINISTRATION;
      case Act.PutWebhook ignored -> ADMINISTRATION;
      case Act.RemoveWebhook ignored -> ADMINISTRATION;
      case Act.RotateLedgerKey ignored -> ADMINISTRATION;
      case Act.RecoverLedger ignored -> ADMINISTRATION;
      case Act.ExportRecords ignored -> ADMINISTRATION;
    };
  }
}
