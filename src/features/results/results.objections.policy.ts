// Whether a team may object now: once, and within the time of the newest publication; its last moment is too late.

export function mayObject(
  publication: { objections_until: Date | null },
  objection: object | undefined,
  now: Date,
): 'ok' | 'once' | 'late' | 'never' {
  if (objection) return 'once';
  if (publication.objections_until === null) return 'never';
  return now < publication.objections_until ? 'ok' : 'late';
}
