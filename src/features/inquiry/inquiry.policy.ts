// Who reads and writes evidence; pure.

const READERS: readonly string[] = ['participant', 'expert', 'organiser', 'moderator', 'juror'];

export function readsEvidence(roles: readonly string[]): boolean {
  return roles.some((role) => READERS.includes(role));
}

/** As what an author is shown: the first that fits. */
export function roleShown(roles: readonly string[]): 'expert' | 'participant' {
  return roles.includes('expert') ? 'expert' : 'participant';
}
