// Keeping a certificate so that others can check it, and taking it back.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, NotFound } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import {
  certificateById,
  certificatesOf,
  insertCertificate,
  withdrawCertificate,
} from './certificates.queries';
import type { CertificateRow, Facts } from './certificates.tables';

/** One valid certificate a person and capacity: with the same name and language it is that one, with another first take it back. */
export async function keepCertificate(
  deps: Deps,
  person: Person,
  given: { hackathonId: string; name: string; language: string; facts: Facts },
): Promise<{ id: string; made: boolean }> {
  const { hackathonId, name, language, facts } = given;
  await deps.limits.certificates.count(person.id);
  return deps.db.transaction(async (trx) => {
    const at = await deps.clock.now(trx);
    const row = {
      id: newId(),
      hackathon_id: hackathonId,
      person_id: person.id,
      role: facts.role,
      language,
      name,
      facts,
    };
    if (await insertCertificate(trx, { ...row, issued_at: at })) {
      await record(trx, at, person, 'keepCertificate', hackathonId);
      return { id: row.id, made: true };
    }
    const known = (await certificatesOf(trx, hackathonId, person.id)).find((one) => one.role === facts.role);
    if (known?.name !== name || known.language !== language)
      throw new Conflict('certificates.refused.another', { id: known?.id ?? null });
    return { id: known.id, made: false };
  });
}

export async function takeBack(deps: Deps, person: Person, id: string): Promise<CertificateRow> {
  const known = await ownCertificate(deps.db, id, person.id);
  await deps.db.transaction(async (trx) => {
    const at = await deps.clock.now(trx);
    if (await withdrawCertificate(trx, id, at))
      await record(trx, at, person, 'takeCertificateBack', known.hackathon_id);
  });
  return known;
}

/** For its owner only; for others it has a public page and nothing else. */
export async function ownCertificate(db: Db, id: string, personId: string): Promise<CertificateRow> {
  const row = await certificateById(db, id);
  if (row?.person_id !== personId) throw new NotFound();
  return row;
}

/** Never the address of a certificate: whoever knows it reads the name. */
function record(trx: Db, at: Date, by: Person, act: string, hackathonId: string): Promise<void> {
  return recordActivity(trx, {
    at,
    personId: by.id,
    act,
    subject: { kind: 'hackathon', id: hackathonId },
    hackathonId,
  });
}
