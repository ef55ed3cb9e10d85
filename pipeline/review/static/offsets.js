// Records count code points, JavaScript counts UTF-16 units: they differ behind rare characters (𬱟 in names).

/** Return the two ways between code points and units of a text. */
export function offsetsOf(text) {
  if (!/[\ud800-\udbff]/.test(text)) return { toUnit: (n) => n, toPoint: (n) => n, length: text.length };
  const units = [];
  const points = new Int32Array(text.length + 1);
  let unit = 0;
  for (const char of text) {
    points.fill(units.length, unit, unit + char.length);
    units.push(unit);
    unit += char.length;
  }
  points[unit] = units.length;
  units.push(unit);
  return { toUnit: (n) => units[n], toPoint: (n) => points[n], length: units.length - 1 };
}
