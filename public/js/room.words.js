// The words of a message as nodes: text is text; what the server marked becomes a link or a name. Nothing is parsed.

export function putWords(place, { body, marks = [] }, person) {
  const nodes = [];
  let done = 0;
  for (const { from, to, kind, of } of body === null ? [] : marks) {
    nodes.push(body.slice(done, from));
    const text = body.slice(from, to);
    if (kind === 'mention') nodes.push(nameNode(text, of, person));
    else if (/^https?:\/\//i.test(text)) nodes.push(...linkNodes(text, of));
    else nodes.push(text);
    done = to;
  }
  place.replaceChildren(...nodes, (body ?? '').slice(done));
}

function linkNodes(text, host) {
  const link = document.createElement('a');
  link.href = text;
  link.dir = 'ltr';
  link.target = '_blank';
  link.rel = 'nofollow noopener noreferrer';
  link.textContent = text;
  if (!host) return [link];
  const real = document.createElement('span');
  real.className = 'quiet';
  real.dir = 'ltr';
  real.textContent = `(${host})`;
  return [link, ' ', real];
}

function nameNode(text, of, person) {
  const name = document.createElement('b');
  name.className = of === person ? 'at me' : 'at';
  name.dataset.at = of;
  const bdi = document.createElement('bdi');
  bdi.textContent = text;
  name.append(bdi);
  return name;
}
