// Earlier messages come as somebody scrolls up to them; the link stays for everybody else. The place that is read
// does not move.

const AHEAD = '800px 0px';

export function loadOlder(talk, log) {
  const link = talk.querySelector('[data-older]');
  if (!link) return;
  const page = document.scrollingElement;
  const near = new IntersectionObserver((seen) => seen.at(-1).isIntersecting && load(), {
    rootMargin: AHEAD,
  });
  let loading = false;

  async function load() {
    if (loading) return;
    loading = true;
    const response = await fetch(link.href).catch(() => null);
    const fresh = response?.ok && new DOMParser().parseFromString(await response.text(), 'text/html');
    loading = false;
    if (!fresh) return;
    const from = page.scrollHeight - page.scrollTop;
    log.putAbove([...fresh.querySelectorAll('[data-log] > li')]);
    const next = fresh.querySelector('[data-older]');
    if (next) link.href = next.getAttribute('href');
    else link.parentElement.remove();
    page.scrollTop = page.scrollHeight - from;
    near.disconnect();
    // Seen anew: where the page was short, the next one follows.
    if (next) near.observe(link);
  }

  link.addEventListener('click', (event) => {
    event.preventDefault();
    void load();
  });
  requestAnimationFrame(() => requestAnimationFrame(() => near.observe(link)));
}
