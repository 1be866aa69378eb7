/**
 * Makes a part of the page like a fresh copy of it from the server, touching only what differs: what has the
 * focus keeps it, pictures are not fetched again, open menus stay open.
 */
export function become(old: Element, fresh: Element) {
  if (old.isEqualNode(fresh)) return;
  takeAttributes(old, fresh);
  const byId = new Map([...old.children].filter(child => child.id).map(child => [child.id, child]));
  let at: ChildNode | null = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    const kept = match(child, at, byId);
    if (!kept) {
      old.insertBefore(child, at);
      continue;
    }
    if (kept === at) at = at.nextSibling;
    else old.insertBefore(kept, at);
    if (kept instanceof Element) become(kept, child as Element);
    else kept.textContent = child.textContent;
  }
  while (at) {
    const next: ChildNode | null = at.nextSibling;
    at.remove();
    at = next;
  }
}

/** What stands in the same place, or bears the same id wherever it stands. */
function match(child: ChildNode, at: ChildNode | null, byId: Map<string, Element>) {
  if (child instanceof Element && child.id) return byId.get(child.id);
  if (at?.nodeName !== child.nodeName || (at instanceof Element && at.id)) return undefined;
  return at;
}

function takeAttributes(old: Element, fresh: Element) {
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  // Whether a menu is open is its reader's, not the server's.
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && name !== 'open') old.removeAttribute(name);
  }
}
