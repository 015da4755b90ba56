// Rows of accounts.

export interface PersonRow {
  id: string;
  login: string;
  login_key: string;
  display_name: string;
  password_hash: string;
  email: string | null;
  locale: string;
  weave_seed: string;
  rules_accepted_at: Date;
  joined_at: Date;
  may_found_at: Date | null;
  admin_at: Date | null;
  disabled_at: Date | null;
  /** From then on the row is a tombstone: an id without a person. */
  erased_at: Date | null;
}

export interface LoginSessionRow {
  id: string;
  person_id: string;
  /** Coarse words like “Firefox, Android”. */
  device: string;
  began_at: Date;
  seen_at: Date;
  ended_at: Date | null;
}

export interface RecoveryCodeRow {
  id: string;
  person_id: string;
  code_hash: string;
  made_at: Date;
  used_at: Date | null;
  /** Only codes that an organiser made for somebody have a maker and an end. */
  made_by: string | null;
  expires_at: Date | null;
}

export interface FounderLinkRow {
  token_hash: string;
  made_at: Date;
  expires_at: Date;
  used_by: string | null;
  used_at: Date | null;
}
