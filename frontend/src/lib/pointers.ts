/** JSON pointers (RFC 6901) of faults, mapped to form controls. */

/** The steps of a pointer; numbers become indices, as antd's name paths want them. */
export function pointerPath(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/** The id a house field carries for a pointer: `/budget/grant/0` → `field-budget-grant-0`. */
export function fieldId(pointer: string): string {
  return `field-${pointerPath(pointer).join('-')}`;
}

/** The id of the control on the page that a pointer means: the nearest one that exists, outwards. */
export function fieldIdOf(pointer: string): string | undefined {
  const path = pointerPath(pointer);
  for (let depth = path.length; depth > 0; depth -= 1) {
    const part = path.slice(0, depth);
    for (const id of [`field-${part.join('-')}`, part.join('_'), `form_${part.join('_')}`]) {
      if (document.getElementById(id)) return id;
    }
  }
  return undefined;
}
