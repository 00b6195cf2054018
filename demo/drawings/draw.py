#!/usr/bin/env python3
"""Draws the demo's pictures and the frames of its film as SVG.

    python3 draw.py pictures DIR        writes dawn.svg, canal.svg, ...
    python3 draw.py film DIR            writes 288 frames, 24 for each second

Nothing but the standard library; every shape comes from a seeded generator,
so the same file always draws the same pictures.
"""

import math
import pathlib
import random
import sys


def num(value):
    return f"{value:.1f}".rstrip("0").rstrip(".")


def path(points, close=""):
    """A smooth curve through the points (Catmull-Rom as cubic Béziers)."""
    out = [f"M{num(points[0][0])} {num(points[0][1])}"]
    for i in range(len(points) - 1):
        a, b = points[max(i - 1, 0)], points[i]
        c, d = points[i + 1], points[min(i + 2, len(points) - 1)]
        out.append(
            f"C{num(b[0] + (c[0] - a[0]) / 6)} {num(b[1] + (c[1] - a[1]) / 6)} "
            f"{num(c[0] - (d[0] - b[0]) / 6)} {num(c[1] - (d[1] - b[1]) / 6)} "
            f"{num(c[0])} {num(c[1])}"
        )
    return "".join(out) + close


def polygon(points):
    return "M" + "L".join(f"{num(x)} {num(y)}" for x, y in points) + "Z"


def shape(d, fill, more=""):
    return f'<path d="{d}" fill="{fill}"{" " + more if more else ""}/>'


def rect(x, y, w, h, fill, more=""):
    return (f'<rect x="{num(x)}" y="{num(y)}" width="{num(w)}" height="{num(h)}" '
            f'fill="{fill}"{" " + more if more else ""}/>')


def ellipse(x, y, rx, ry, fill, more=""):
    return (f'<ellipse cx="{num(x)}" cy="{num(y)}" rx="{num(rx)}" ry="{num(ry)}" '
            f'fill="{fill}"{" " + more if more else ""}/>')


def gradient(name, stops, across=False):
    ends = 'x2="1" y2="0"' if across else 'x2="0" y2="1"'
    inner = "".join(
        f'<stop offset="{at}" stop-color="{colour}"' + (f' stop-opacity="{opacity}"' if opacity < 1 else "") + "/>"
        for at, colour, opacity in [(*stop, 1)[:3] for stop in stops])
    return f'<linearGradient id="{name}" x1="0" y1="0" {ends}>{inner}</linearGradient>'


def glow(name, colour, opacity=1.0):
    return (f'<radialGradient id="{name}"><stop offset="0" stop-color="{colour}" stop-opacity="{opacity}"/>'
            f'<stop offset=".35" stop-color="{colour}" stop-opacity="{opacity * 0.42:.3f}"/>'
            f'<stop offset="1" stop-color="{colour}" stop-opacity="0"/></radialGradient>')


def document(width, height, defs, parts, view=None):
    view = view or f"0 0 {width} {height}"
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">\n<defs>{"".join(defs)}</defs>\n'
            + "\n".join(parts) + "\n</svg>\n")


def ridge(seed, width, base, height, step, floor):
    """A mountain line from left to right, closed at `floor`."""
    chance = random.Random(seed)
    phases = [chance.random() * 7 for _ in range(3)]
    points = []
    x = -step
    while x <= width + step:
        wave = (math.sin(x / 310 + phases[0]) * 0.5 + math.sin(x / 137 + phases[1]) * 0.3
                + math.sin(x / 71 + phases[2]) * 0.12 + chance.uniform(-0.06, 0.06))
        points.append((x, base - height * (0.5 + wave)))
        x += step
    return path(points, f"L{num(width + step)} {floor}L{-step} {floor}Z")


def house(chance, x, ground, w, h, wall, roof, window, lit=0.5, flat=False):
    """A narrow town house with a hipped or flat roof and a grid of windows."""
    top = ground - h
    out = [rect(x, top, w, h, wall)]
    if flat:
        out.append(rect(x - 2, top - 5, w + 4, 7, roof))
    else:
        rise = w * chance.uniform(0.28, 0.42)
        out.append(shape(polygon([(x - 6, top + 1), (x + w * 0.22, top - rise), (x + w * 0.78, top - rise), (x + w + 6, top + 1)]), roof))
    rows, columns = max(1, int(h / 30)), max(1, int(w / 26))
    for row in range(rows):
        for column in range(columns):
            if chance.random() < lit:
                wx = x + w * (column + 0.5) / columns - 5
                wy = top + 12 + row * (h - 14) / rows
                out.append(rect(wx, wy, 9, 13, window, f'rx="1" opacity="{chance.uniform(0.55, 1):.2f}"'))
    return "".join(out)


def pagoda(x, ground, scale, wall, roof, storeys=5):
    out = []
    y = ground
    for storey in range(storeys):
        w = (62 - storey * 8) * scale
        h = 26 * scale
        out.append(rect(x - w / 2, y - h, w, h, wall))
        e = w / 2 + 14 * scale
        out.append(shape(f"M{num(x - e)} {num(y - h - 6 * scale)}Q{num(x - w / 2)} {num(y - h + 3 * scale)} {num(x - w / 2 + 4)} {num(y - h)}"
                         f"H{num(x + w / 2 - 4)}Q{num(x + w / 2)} {num(y - h + 3 * scale)} {num(x + e)} {num(y - h - 6 * scale)}"
                         f"Q{num(x + w / 4)} {num(y - h - 9 * scale)} {num(x + w / 3)} {num(y - h - 15 * scale)}H{num(x - w / 3)}"
                         f"Q{num(x - w / 4)} {num(y - h - 9 * scale)} {num(x - e)} {num(y - h - 6 * scale)}Z", roof))
        y -= h + 12 * scale
    out.append(rect(x - 1.5 * scale, y - 34 * scale, 3 * scale, 38 * scale, roof))
    out.append(ellipse(x, y - 20 * scale, 4 * scale, 4 * scale, roof))
    return "".join(out)


def crown(chance, x, y, r, fill, blobs=7, squash=0.8, more=""):
    """A tree crown: one silhouette out of overlapping circles."""
    out = [ellipse(x, y, r * 0.85, r * 0.85 * squash, fill)]
    for i in range(blobs):
        angle = 2 * math.pi * i / blobs + chance.uniform(-0.2, 0.2)
        s = r * chance.uniform(0.42, 0.58)
        out.append(ellipse(x + math.cos(angle) * r * 0.62, y + math.sin(angle) * r * 0.55 * squash, s, s * 0.9, fill))
    return f"<g {more}>" + "".join(out) + "</g>" if more else "".join(out)


def boat(x, y, s, hull, figure, hat, sway=0.0, sail=None, rower=True):
    """A sampan seen from the side, with a rower under a conical hat."""
    out = [f'<g transform="translate({num(x)} {y:.2f}) rotate({sway:.2f}) scale({s})">']
    if sail:
        out.append(shape("M-8 -14 L-8 -128 C34 -104 46 -56 42 -18Z", sail))
        out.append(shape("M-13 -14 L-13 -112 C-40 -76 -48 -44 -46 -18Z", sail, 'opacity=".82"'))
        out.append(rect(-12, -132, 3.5, 124, hull))
    else:
        out.append(shape("M-46 -10 C-44 -40 6 -42 14 -10Z", figure, 'opacity=".88"'))
        out.append(shape("M-40 -12 C-36 -34 0 -35 8 -12", "none", f'stroke="{hat}" stroke-width="1.6" opacity=".5"'))
    if rower:
        px = 58
        out.append(shape(f"M{px - 8} -8 C{px - 9} -28 {px - 6} -38 {px + 1} -40 C{px + 9} -38 {px + 10} -24 {px + 8} -8Z", figure))
        out.append(ellipse(px + 1, -45, 6, 7, figure))
        out.append(shape(f"M{px - 17} -45 Q{px + 1} -70 {px + 19} -45 Q{px + 1} -39 {px - 17} -45Z", hat))
        out.append(f'<path d="M{px + 4} -30 L{px + 42} 20" stroke="{hull}" stroke-width="3" stroke-linecap="round"/>')
    out.append(shape("M-104 -20 C-70 -6 70 -6 108 -24 C92 4 66 13 40 14 H-44 C-72 13 -94 2 -104 -20Z", hull))
    out.append('<path d="M-98 -14 C-66 -1 66 -1 102 -17" fill="none" stroke="#fff" stroke-opacity=".16" stroke-width="2.5"/>')
    out.append("</g>")
    return "".join(out)


def mirror(x, y, s, fill, drift=0.0):
    """What the water gives back of a boat: a few broken bars."""
    out = []
    for i in range(6):
        w = (96 - i * 13) * s
        out.append(rect(x - w + math.sin(i * 1.9 + drift) * 9 * s, y + (14 + i * 8.5) * s, 2 * w, 3.6 * s,
                        fill, f'rx="{num(1.8 * s)}" opacity="{0.34 - i * 0.048:.3f}"'))
    return "".join(out)


def ripples(seed, width, top, bottom, count, fill, opacity, time=0.0, spread=None):
    """Horizontal glints that lengthen and thicken towards the viewer."""
    chance = random.Random(seed)
    out = []
    for _ in range(count):
        depth = chance.random() ** 1.3
        y = top + depth * (bottom - top)
        x = spread(chance, depth) if spread else chance.uniform(-60, width)
        w = (24 + 110 * depth) * chance.uniform(0.5, 1.3)
        h = 1.4 + 3.4 * depth
        phase, speed = chance.random() * 6.28, chance.choice([1, 2])
        breath = 0.62 + 0.38 * math.sin(phase + time * speed)
        x += math.sin(phase * 1.7 + time) * (4 + 10 * depth)
        out.append(rect(x - w * breath / 2, y, w * breath, h, fill, f'rx="{num(h / 2)}" opacity="{opacity * chance.uniform(0.4, 1) * breath:.3f}"'))
    return "".join(out)


def sun_path(sun_x):
    """Places glints in the widening column of light under the sun."""
    return lambda chance, depth: sun_x + chance.gauss(0, 0.42) * (50 + 240 * depth)


def reeds(seed, x0, x1, ground, height, fill, sway=0.0, count=34):
    chance = random.Random(seed)
    out = []
    for _ in range(count):
        x = chance.uniform(x0, x1)
        h = height * chance.uniform(0.45, 1)
        lean = chance.uniform(-0.28, 0.28) * h + sway * h * 0.06
        w = chance.uniform(5, 9)
        out.append(f"M{num(x)} {ground}Q{num(x + lean * 0.2)} {num(ground - h * 0.6)} {num(x + lean)} {num(ground - h)}"
                   f"Q{num(x + lean * 0.3 + w)} {num(ground - h * 0.5)} {num(x + w)} {ground}Z")
    return shape("".join(out), fill)


def bird(x, y, s, stroke, flap=0.0):
    up = 7 + 4 * math.sin(flap)
    return (f'<path d="M{num(x - 14 * s)} {num(y - up * s)}Q{num(x - 5 * s)} {num(y - (up + 3) * s)} {num(x)} {num(y)}'
            f'Q{num(x + 5 * s)} {num(y - (up + 3) * s)} {num(x + 14 * s)} {num(y - up * s)}" fill="none" stroke="{stroke}" '
            f'stroke-width="{num(2.2 * s)}" stroke-linecap="round"/>')


def cloud(x, y, w, fill, opacity):
    return (f'<g fill="{fill}" opacity="{opacity}">'
            f'<rect x="{num(x)}" y="{num(y)}" width="{num(w)}" height="13" rx="6.5"/>'
            f'<rect x="{num(x + w * 0.18)}" y="{num(y - 10)}" width="{num(w * 0.5)}" height="13" rx="6.5"/>'
            f'<rect x="{num(x - w * 0.16)}" y="{num(y + 11)}" width="{num(w * 0.7)}" height="9" rx="4.5"/></g>')


def town(seed, x0, x1, ground, walls, roofs, window, lit, scale=1.0):
    chance = random.Random(seed)
    out = []
    x = x0
    while x < x1:
        w = chance.uniform(34, 62) * scale
        h = chance.uniform(40, 104) * scale
        i = chance.randrange(len(walls))
        out.append(house(chance, x, ground, w, h, walls[i], roofs[i % len(roofs)], window, lit, chance.random() < 0.3))
        if chance.random() < 0.32:
            out.append(crown(chance, x + w, ground - 16 * scale, 24 * scale, roofs[-1]))
        x += w + chance.choice([-3, 0, 4, 12]) * scale
    return "".join(out)


def river_scene(time=0.0, angle=0.0, rain=0.0):
    """The river at dawn. `time` in seconds, `angle` runs once round in the film."""
    width, height, horizon = 1600, 900, 470
    sun_x, sun_y = 1085, 392 - 22 * time / 12
    defs = [
        gradient("sky", [(0, "#2d4a66"), (0.34, "#7286a0"), (0.62, "#dba58f"), (0.84, "#f6cf9f"), (1, "#fbe3b8")]),
        gradient("water", [(0, "#f3cfa4"), (0.16, "#c9ac9d"), (0.48, "#5f8795"), (1, "#173f50")]),
        gradient("dyke", [(0, "#5b7a66"), (1, "#2f534f")]),
        gradient("mist", [(0, "#fbe3c0", 0), (0.6, "#fbe3c0", 0.62), (1, "#fbe3c0", 0)]),
        glow("sun", "#fff0c9", 0.95),
    ]
    parts = [
        rect(0, 0, width, 520, "url(#sky)"),
        ellipse(sun_x, sun_y, 330, 330, "url(#sun)"),
        ellipse(sun_x, sun_y, 54, 54, "#fff6de"),
    ]
    for x, y, w, o, speed in [(180, 150, 330, .2, 5), (690, 96, 260, .15, 4), (1260, 176, 280, .24, 6), (430, 262, 240, .3, 8), (930, 240, 200, .26, 7)]:
        parts.append(cloud(x + speed * time, y, w, "#fff1dc", o))
    parts += [
        shape(ridge(4, width + 40, 420, 170, 40, 520), "#b7a0a4"),
        shape(ridge(11, width + 60, 446, 130, 36, 520), "#8f8d9f"),
        shape(ridge(23, width + 80, 470, 92, 30, 520), "#6d7f90"),
        rect(0, 350, width, 150, "url(#mist)"),
    ]
    chance = random.Random(3)
    back = town(5, -20, 1000, horizon - 14, ["#7d8698", "#8d8f9c", "#737f93"], ["#6a7489", "#747b8d", "#647f7c"], "#ffe3a3", .25, .8)
    front = town(9, -30, 900, horizon + 2, ["#54687b", "#657486", "#4a5f73", "#7b7680"], ["#7d4f49", "#3f566b", "#8a5b4c", "#3f6360"], "#ffd98a", .45, 1)
    far_bank = town(31, 1230, 1680, horizon - 2, ["#738091", "#677689"], ["#5f6d80", "#7b6468", "#56736f"], "#ffe3a3", .3, .72)
    parts += [back, pagoda(676, horizon - 36, 1.35, "#5b5f70", "#3d4a5f"), front, far_bank]
    parts += [crown(chance, x, horizon - 22, r, "#3f625c") for x, r in [(30, 40), (265, 30), (470, 36), (815, 42), (925, 34), (965, 26)]]
    parts.append(shape(f"M860 {horizon - 6}H1600V{horizon + 60}H860Z", "#f0cba2"))
    # The dyke carries a path with lamps and ends in steps at the landing.
    parts.append(shape(f"M0 {horizon - 12}C320 {horizon - 18} 700 {horizon - 12} 985 {horizon - 8}C1060 {horizon - 4} 1090 {horizon + 16} 1140 {horizon + 30}"
                       f"C900 {horizon + 52} 420 {horizon + 66} 0 {horizon + 74}Z", "url(#dyke)"))
    parts.append(f'<path d="M0 {horizon - 6}C320 {horizon - 12} 700 {horizon - 6} 1000 {horizon - 2}" fill="none" stroke="#e9cfa4" stroke-width="5" opacity=".75"/>')
    for i in range(13):
        x = 40 + i * 76
        y = horizon - 10 + 3 * math.sin(i * .6)
        parts.append(rect(x, y - 34, 2.6, 34, "#2f4550") + ellipse(x + 1.3, y - 36, 4, 4, "#ffe9b0"))
    parts.append(shape(f"M1150 {horizon + 6}C1300 {horizon - 8} 1480 {horizon - 8} 1600 {horizon - 10}V{horizon + 22}C1420 {horizon + 22} 1260 {horizon + 20} 1150 {horizon + 6}Z", "#55786d"))
    shore = (f"M0 {horizon + 74}C420 {horizon + 66} 900 {horizon + 52} 1140 {horizon + 30}C1160 {horizon + 18} 1155 {horizon + 10} 1150 {horizon + 6}"
             f"C1260 {horizon + 20} 1420 {horizon + 22} 1600 {horizon + 22}V{height}H0Z")
    parts.append(shape(shore, "url(#water)"))
    parts.append(f'<clipPath id="shore"><path d="{shore}"/></clipPath>')
    parts.append('<g clip-path="url(#shore)">'
                 + shape(f"M0 {horizon + 66}C420 {horizon + 60} 900 {horizon + 46} 1150 {horizon + 24}C1010 {horizon + 64} 420 {horizon + 104} 0 {horizon + 116}Z", "#2f534f", 'opacity=".26"')
                 + ripples(41, width, horizon + 40, height - 20, 90, "#fff3d8", .3, angle)
                 + ripples(42, width, horizon + 30, height - 10, 120, "#fff0c4", .82, angle, sun_path(sun_x))
                 + ripples(43, width, horizon + 130, height, 60, "#0e3444", .26, angle) + "</g>")
    bob = math.sin(angle * 2)
    for x, y, s, hull, fig, hat, sail, speed, phase in [
        (1330, 536, .42, "#51414a", "#6a5a5e", "#c9a77f", "#e9c9a4", 3, 0),
        (742, 596, .62, "#40343c", "#57484c", "#dcb78a", None, -6, 1.1),
        (1120, 706, 1.18, "#2b2228", "#3d3036", "#efcf9c", None, 11, 2.2),
    ]:
        bx, by = x + speed * time, y + math.sin(angle * 2 + phase) * 2.4 * s
        parts.append(mirror(bx, by, s, hull, angle * 2 + phase))
        parts.append(boat(bx, by, s, hull, fig, hat, 0.7 * math.sin(angle * 2 + phase + .6), sail))
    for i, (x, y, s) in enumerate([(560, 214, 1.0), (612, 196, .8), (576, 232, .7), (500, 236, .65), (1318, 292, .6)]):
        parts.append(bird(x + (9 + i) * time, y - 1.4 * time, s, "#3f4c60", angle * 12 + i * 1.3))
    sway = math.sin(angle) + .4 * bob
    parts.append(reeds(71, -30, 330, height + 10, 230, "#0f2f38", sway, 44))
    parts.append(reeds(72, -20, 220, height + 10, 150, "#0a242c", sway * 1.3, 36))
    parts.append(reeds(73, 1420, 1620, height + 10, 170, "#0f2f38", sway, 32))
    parts.append(reeds(74, 1500, 1620, height + 10, 110, "#0a242c", sway * 1.3, 20))
    if rain > 0:
        parts.append(rect(0, 0, width, height, "#1f3446", f'opacity="{0.34 * rain:.3f}"'))
        chance = random.Random(90)
        lines = []
        for _ in range(150):
            x, y, speed, size = chance.uniform(-100, 1700), chance.uniform(0, 940), chance.choice([2, 3]), chance.uniform(14, 30)
            y = (y + speed * 330 * time) % 940 - 30
            lines.append(f"M{num(x)} {num(y)}l{num(-size * .16)} {num(size)}")
        parts.append(f'<path d="{"".join(lines)}" stroke="#eef4f6" stroke-width="1.8" stroke-linecap="round" opacity="{0.42 * rain:.3f}"/>')
    # The camera draws slowly nearer while the film runs.
    zoom = 1 - 0.055 * (1 - math.cos(math.pi * time / 12)) / 2
    view = f"{width * (1 - zoom) * 0.62:.2f} {height * (1 - zoom) * 0.55:.2f} {width * zoom:.2f} {height * zoom:.2f}"
    return document(width, height, defs, parts, view if time else None)


def canal():
    width, height = 1200, 800
    chance = random.Random(17)
    defs = [
        gradient("sky", [(0, "#bfe0e0"), (0.7, "#f3ecd3"), (1, "#fbe7c3")]),
        gradient("water", [(0, "#9cc3b6"), (0.4, "#4f9292"), (1, "#1c5560")]),
        gradient("left", [(0, "#d8a37a"), (1, "#c48a67")], True),
        glow("sun", "#fff6d6", .9),
    ]
    vx, vy = 610, 318
    parts = [rect(0, 0, width, height, "url(#sky)"), ellipse(vx + 40, 230, 320, 320, "url(#sun)"),
             shape(ridge(8, width, 330, 80, 40, 360), "#a9c4b4"), shape(ridge(15, width, 346, 50, 30, 380), "#86ac9b")]
    # Two rows of houses run towards the vanishing point.
    left = [(-40, 330, "#e3b98a", "#a9553f"), (150, 235, "#f2e0bf", "#b9654a"), (285, 165, "#cfd9bd", "#96503e"), (385, 118, "#e9c59a", "#b06048"), (455, 84, "#dfe0c6", "#9c5844")]
    right = [(1240, 350, "#f0dcb9", "#b15d45"), (1050, 245, "#bcd3c4", "#9c523e"), (920, 172, "#efcda0", "#b9654a"), (822, 124, "#e6e2c8", "#a1553f"), (752, 88, "#d9b58d", "#95503d")]
    for side, row in ((1, left), (-1, right)):
        for i in range(len(row) - 1, -1, -1):
            x, h, wall, roof = row[i]
            nx = row[i + 1][0] if i + 1 < len(row) else vx - side * 110
            f = lambda px: vy + (abs(px - vx)) * .30
            nh = h * abs(nx - vx) / abs(x - vx)
            gx, gnx = f(x), f(nx)
            parts.append(shape(polygon([(x, gx), (x, gx - h), (nx, gnx - nh), (nx, gnx)]), wall))
            parts.append(shape(polygon([(x - side * 12, gx - h + 6), (x + (nx - x) * .16, gx - h * 1.3), (nx, gnx - nh * 1.25), (nx + side * 7, gnx - nh + 4)]), roof))
            # Shutters and a door, drawn in the same perspective.
            for a, b, lo, hi, colour in [(.18, .36, .46, .8, "#3f7f7c"), (.62, .8, .46, .8, "#3f7f7c"), (.42, .58, 0, .36, "#6d4636")]:
                p = lambda t, v: (x + (nx - x) * t, gx + (gnx - gx) * t - (h + (nh - h) * t) * v)
                parts.append(shape(polygon([p(a, lo), p(a, hi), p(b, hi), p(b, lo)]), colour, 'opacity=".88"'))
                if lo > 0:
                    m = (a + b) / 2
                    q0, q1 = p(m, lo), p(m, hi)
                    parts.append(f'<path d="M{num(q0[0])} {num(q0[1])}L{num(q1[0])} {num(q1[1])}" stroke="#f4ead2" stroke-width="2.5" opacity=".7"/>')
            parts.append(shape(polygon([(x, gx), (x, gx - h), (nx, gnx - nh), (nx, gnx)]), "#3b2a3a", f'opacity="{.16 if side < 0 else .03}"'))
    for x, y, r in [(560, 310, 26), (640, 304, 32), (690, 316, 24), (602, 322, 20)]:
        parts.append(crown(chance, x, y, r, "#6f9f7d"))
    # Footbridge
    parts.append(f'<path d="M498 352Q610 296 726 352" fill="none" stroke="#8a5f49" stroke-width="11"/>'
                 f'<path d="M498 332Q610 276 726 332" fill="none" stroke="#a8755a" stroke-width="4"/>')
    for i in range(9):
        t = i / 8
        x = 498 + 228 * t
        y = 352 - 112 * t * (1 - t)
        parts.append(rect(x - 1.5, y - 21, 3, 20, "#a8755a"))
    # Quays and water
    parts.append(shape("M-10 496L500 340L520 358L60 820H-10Z", "#cdb892") + shape("M1210 488L722 340L704 358L1150 820H1210Z", "#c2aa86"))
    for i in range(1, 9):
        t = (i / 9) ** 1.7
        lx, rx = 520 - 460 * t, 704 + 446 * t
        y = 358 + 462 * t
        parts.append(f'<path d="M{num(lx)} {num(y)}L{num(lx - 40 - 330 * t)} {num(y - 2 - 10 * t)}M{num(rx)} {num(y)}L{num(rx + 40 + 330 * t)} {num(y - 2 - 10 * t)}" stroke="#8b7355" stroke-width="{num(1 + 2 * t)}" opacity=".28"/>')
    parts.append(shape("M60 820L520 358C560 350 660 350 704 358L1150 820Z", "url(#water)"))
    parts.append(shape("M60 820L520 358L512 374L110 820Z", "#8b7355", 'opacity=".55"') + shape("M1150 820L704 358L712 374L1102 820Z", "#7d664c", 'opacity=".6"'))
    parts.append('<clipPath id="w"><path d="M60 820L520 358C560 350 660 350 704 358L1150 820Z"/></clipPath><g clip-path="url(#w)">'
                 + shape("M60 820L520 358L570 358L330 820Z", "#f2dcb4", 'opacity=".16"') + shape("M1150 820L704 358L660 358L900 820Z", "#f2dcb4", 'opacity=".12"')
                 + ripples(5, width, 372, 800, 120, "#fdf5dc", .42) + ripples(6, width, 480, 800, 46, "#123f4a", .24) + "</g>")
    # The boat with two people and their nets
    def person(x, y, s, coat, flip):
        k = -1 if flip else 1
        return (f'<g transform="translate({x} {y}) scale({k * s} {s})">'
                + shape("M-13 0C-16 -36 -16 -62 0 -66C17 -62 17 -36 14 0Z", coat)
                + '<path d="M6 -52Q30 -46 42 -32" stroke="' + coat + '" stroke-width="11" fill="none" stroke-linecap="round"/>'
                + ellipse(1, -76, 9.5, 11, "#c98f68") + shape("M-25 -77Q1 -114 28 -77Q1 -68 -25 -77Z", "#ecd29b") + shape("M1 -103Q16 -92 28 -77Q14 -72 1 -71Z", "#d3b173")
                + '<path d="M16 -62L122 22" stroke="#7a583f" stroke-width="4.5" stroke-linecap="round"/>'
                + f'<ellipse cx="134" cy="31" rx="24" ry="11" transform="rotate(24 134 31)" fill="#fff8e2" fill-opacity=".5" stroke="#7a583f" stroke-width="3.4"/></g>')
    parts.append(mirror(600, 640, 2.1, "#2b3c3e"))
    parts.append(person(520, 622, 1.28, "#b3493a", True) + person(672, 622, 1.28, "#2f6f86", False))
    parts.append(shape("M382 588C440 622 760 622 822 584C806 640 772 664 730 668H474C428 664 396 640 382 588Z", "#5a3d30")
                 + shape("M392 606C450 634 752 634 812 602C808 614 803 624 796 632H406C400 624 395 615 392 606Z", "#7b5642"))
    for x, y, r, c in [(560, 598, 17, "#6d8f4e"), (586, 592, 20, "#88a65c"), (614, 597, 17, "#b98b4a"), (638, 601, 13, "#6d8f4e")]:
        parts.append(ellipse(x, y, r * 1.3, r, c))
    parts.append(shape("M538 602C560 614 640 614 656 602L650 622H546Z", "#c9a36b"))
    for x, y, c, a in [(322, 716, "#c4573d", 20), (352, 748, "#8fa852", -30), (880, 700, "#d79a45", 35), (840, 742, "#8fa852", 10), (700, 742, "#c4573d", -15), (452, 742, "#d79a45", 50), (770, 470, "#c4573d", 0), (520, 470, "#8fa852", 20)]:
        parts.append(f'<path d="M0 0C8 -9 22 -9 28 0C22 8 8 8 0 0Z" fill="{c}" transform="translate({x} {y}) rotate({a})"/>')
    # A flame-tree branch over the near corner
    parts.append('<path d="M1230 60C1090 84 980 70 860 128" stroke="#5a3d30" stroke-width="15" fill="none" stroke-linecap="round"/>'
                 '<path d="M1060 80C1010 120 980 128 930 176M1130 72C1100 120 1090 140 1050 172" stroke="#5a3d30" stroke-width="7" fill="none" stroke-linecap="round"/>')
    for _ in range(150):
        t = chance.random()
        x, y = 1230 - 400 * t + chance.uniform(-52, 52), 66 + 62 * t + chance.uniform(-50, 56) + 12
        parts.append(ellipse(x, y, chance.uniform(10, 22), chance.uniform(6, 11), chance.choice(["#5c8a4e", "#76a15b", "#47774b", "#86ad62"]), f'transform="rotate({chance.randrange(-50, 50)} {num(x)} {num(y)})"'))
    for _ in range(46):
        t = chance.random()
        x, y = 1210 - 370 * t + chance.uniform(-44, 44), 74 + 62 * t + chance.uniform(-42, 46) + 10
        parts.append(ellipse(x, y, chance.uniform(7, 13), chance.uniform(6, 10), chance.choice(["#d9452f", "#e8643a", "#c93a2f"])))
    return document(width, height, defs, parts)


def sorting():
    width, height = 1200, 800
    chance = random.Random(29)
    defs = [gradient("wall", [(0, "#f6e3bf"), (1, "#eccb98")]), gradient("ground", [(0, "#c9b08a"), (1, "#a88c68")]), glow("light", "#fff8df", .8)]
    parts = [rect(0, 0, width, height, "url(#wall)"), ellipse(360, 120, 620, 480, "url(#light)")]
    # A round-headed gate and the coping of the wall
    parts += [rect(0, 0, width, 26, "#b5573f"), "".join(ellipse(i * 32 + 16, 30, 16, 12, "#c4664b") for i in range(38)), rect(0, 40, width, 7, "#d9b27f")]
    parts += [shape("M890 612V300A120 120 0 0 1 1130 300V612Z", "#d8ad77"), shape("M908 612V302A102 102 0 0 1 1112 302V612Z", "#2f6b6d"),
              shape("M1007 204V612H1013V204Z", "#24565a")]
    for y in (330, 440, 550):
        for x in (928, 1032):
            parts.append(rect(x, y - 40, 60, 76, "#37797a", 'rx="5"'))
    parts.append(ellipse(994, 440, 6, 6, "#e9b44c") + ellipse(1026, 440, 6, 6, "#e9b44c"))
    parts.append(rect(0, 604, width, 26, "#d3a972") + rect(0, 630, width, 170, "url(#ground)"))
    for row, y in enumerate((664, 706, 756)):
        parts.append(f'<path d="M0 {y}H1200" stroke="#947853" stroke-width="2.5" opacity=".5"/>')
        for i in range(14):
            parts.append(f'<path d="M{i * 96 - row * 40} {y}l{-14 - row * 4} {42 + row * 8}" stroke="#947853" stroke-width="2.5" opacity=".4"/>')
    # Four bins with different lids and marks
    bins = [(90, "#4f8a57", "#3d7046", "leaf"), (286, "#3f7fa3", "#2f6787", "sheet"), (482, "#d99a35", "#bb7f24", "bottle"), (678, "#7b8488", "#636b70", "dot")]
    for x, body, lid, mark in bins:
        parts.append(ellipse(x + 86, 714, 106, 16, "#5a4630", 'opacity=".3"'))
        parts.append(shape(f"M{x} 446H{x + 168}L{x + 152} 706Q{x + 151} 714 {x + 142} 714H{x + 26}Q{x + 17} 714 {x + 16} 706Z", body))
        parts.append(shape(f"M{x + 118} 446H{x + 168}L{x + 152} 706Q{x + 151} 714 {x + 142} 714H{x + 110}Z", "#000", 'opacity=".1"'))
        parts.append(shape(f"M{x - 6} 446Q{x - 2} 402 {x + 36} 396H{x + 132}Q{x + 170} 402 {x + 174} 446Z", lid))
        parts.append(rect(x - 8, 440, 184, 15, lid, 'rx="7"') + rect(x + 58, 386, 52, 14, lid, 'rx="7"'))
        parts.append(shape(f"M{x + 6} 430Q{x + 12} 412 {x + 40} 408H{x + 90}", "none", 'stroke="#fff" stroke-opacity=".35" stroke-width="5" stroke-linecap="round"'))
        cx, cy = x + 84, 580
        parts.append(ellipse(cx, cy, 46, 46, "#fff7e2", 'opacity=".94"'))
        if mark == "leaf":
            parts.append(shape(f"M{cx - 22} {cy + 20}C{cx - 28} {cy - 14} {cx - 4} {cy - 28} {cx + 26} {cy - 24}C{cx + 26} {cy + 6} {cx + 8} {cy + 26} {cx - 22} {cy + 20}Z", body)
                         + f'<path d="M{cx - 26} {cy + 26}Q{cx - 6} {cy} {cx + 16} {cy - 14}" stroke="#fff7e2" stroke-width="4" fill="none" stroke-linecap="round"/>')
        elif mark == "sheet":
            parts.append(shape(f"M{cx - 20} {cy - 27}H{cx + 9}L{cx + 21} {cy - 15}V{cy + 27}H{cx - 20}Z", body)
                         + f'<path d="M{cx - 10} {cy - 5}H{cx + 11}M{cx - 10} {cy + 6}H{cx + 11}M{cx - 10} {cy + 17}H{cx + 3}" stroke="#fff7e2" stroke-width="4" stroke-linecap="round"/>')
        elif mark == "bottle":
            parts.append(shape(f"M{cx - 6} {cy - 30}H{cx + 6}V{cy - 16}C{cx + 16} {cy - 10} {cx + 17} {cy - 4} {cx + 17} {cy + 4}V{cy + 24}Q{cx + 17} {cy + 30} {cx + 11} {cy + 30}H{cx - 11}Q{cx - 17} {cy + 30} {cx - 17} {cy + 24}V{cy + 4}C{cx - 17} {cy - 4} {cx - 16} {cy - 10} {cx - 6} {cy - 16}Z", body)
                         + rect(cx - 17, cy + 2, 34, 12, "#fff7e2", 'opacity=".85"'))
        else:
            parts.append("".join(ellipse(cx + dx, cy + dy, 8, 8, body) for dx, dy in [(-16, -12), (12, -16), (0, 4), (-18, 16), (17, 14)]))
    # A basket of sorted leaves at the right, and a branch in flower above
    parts.append(ellipse(1000, 720, 110, 14, "#5a4630", 'opacity=".3"'))
    for _ in range(26):
        x, y = 1000 + chance.gauss(0, 44), 634 + chance.gauss(0, 12)
        parts.append(ellipse(x, y, 20, 10, chance.choice(["#6d8f4e", "#88a65c", "#b98b4a", "#5c8a4e"]), f'transform="rotate({chance.randrange(-60, 60)} {num(x)} {num(y)})"'))
    parts.append(shape("M904 640H1096L1074 714Q1072 720 1064 720H936Q928 720 926 714Z", "#b98652") + rect(896, 632, 208, 16, "#cf9d66", 'rx="8"'))
    for i in range(5):
        parts.append(f'<path d="M{916 + i * 2} {660 + i * 13}H{1084 - i * 3}" stroke="#996a3c" stroke-width="3" opacity=".6"/>')
    parts.append('<path d="M-30 120C120 150 300 120 470 190C560 226 640 214 760 176" stroke="#6b4936" stroke-width="13" fill="none" stroke-linecap="round"/>'
                 '<path d="M250 138C300 190 320 220 380 262M470 190C520 240 560 250 600 290" stroke="#6b4936" stroke-width="6" fill="none" stroke-linecap="round"/>')
    spine = [(-20, 122), (90, 136), (190, 132), (290, 140), (380, 160), (470, 190), (560, 210), (650, 206), (750, 180), (330, 224), (380, 258), (540, 250), (595, 284)]
    for _ in range(170):
        bx, by = chance.choice(spine)
        x, y = bx + chance.uniform(-58, 58), by + chance.uniform(-36, 40)
        parts.append(ellipse(x, y, chance.uniform(11, 22), chance.uniform(6, 11), chance.choice(["#5c8a4e", "#76a15b", "#47774b", "#86ad62"]), f'transform="rotate({chance.randrange(-60, 60)} {num(x)} {num(y)})"'))
    for _ in range(110):
        bx, by = chance.choice(spine)
        x, y = bx + chance.uniform(-54, 54), by + chance.uniform(-38, 42)
        r = chance.uniform(7, 12)
        c = chance.choice(["#c43f7a", "#d8578d", "#b2336b", "#e07aa6"])
        parts.append(f'<g transform="translate({num(x)} {num(y)}) rotate({chance.randrange(120)})">' + "".join(ellipse(0, -r * .6, r * .55, r * .75, c, f'transform="rotate({k * 120})"') for k in range(3)) + ellipse(0, 0, 2.2, 2.2, "#fdf0c8") + "</g>")
    for x, y, a in [(140, 742, 20), (420, 760, -30), (640, 738, 50), (830, 770, 0), (1130, 756, 30)]:
        parts.append(ellipse(x, y, 9, 5, "#d8578d", f'transform="rotate({a} {x} {y})"'))
    return document(width, height, defs, parts)


def trees():
    width, height = 1200, 675
    chance = random.Random(37)
    defs = [gradient("sky", [(0, "#7fb6cf"), (0.75, "#d9ead9"), (1, "#f7eed0")]), gradient("road", [(0, "#ead7b0"), (1, "#cfb487")]), glow("sun", "#fffbe3", .95),
            gradient("wall", [(0, "#fffaf0"), (1, "#f0e2c8")])]
    parts = [rect(0, 0, width, height, "url(#sky)"), ellipse(950, 100, 300, 300, "url(#sun)"), ellipse(950, 100, 44, 44, "#fffdf0")]
    for x, y, w, o in [(90, 96, 210, .5), (520, 70, 160, .45), (700, 150, 180, .4)]:
        parts.append(cloud(x, y, w, "#ffffff", o))
    parts.append(shape(ridge(19, width, 330, 110, 40, 420), "#b8cdb4") + shape(ridge(26, width, 352, 66, 30, 420), "#9bbb9d"))

    def arched(x, base, w, h, wall, shade, door, arches=3):
        out = [rect(x, base - h, w, h, wall), rect(x + w * .84, base - h, w * .16, h, shade, 'opacity=".55"'), rect(x - 5, base - h - 9, w + 10, 13, shade)]
        aw = w / arches
        for i in range(arches):
            ax, r = x + aw * (i + .5), aw * .27
            out.append(shape(f"M{num(ax - r)} {base}V{num(base - h * .36)}A{num(r)} {num(r)} 0 0 1 {num(ax + r)} {num(base - h * .36)}V{base}Z", door[i % len(door)]))
            out.append(shape(f"M{num(ax - r * .55)} {num(base - h * .62)}V{num(base - h * .76)}A{num(r * .55)} {num(r * .55)} 0 0 1 {num(ax + r * .55)} {num(base - h * .76)}V{num(base - h * .62)}Z", "#5d8f95"))
        return "".join(out)
    parts.append(arched(-30, 430, 250, 200, "url(#wall)", "#d9c39b", ["#4f8288", "#a96a45", "#4f8288"]))
    parts.append(arched(236, 430, 190, 158, "#f7ecd6", "#d3ba91", ["#a96a45", "#4f8288"], arches=2))
    parts.append(arched(440, 430, 230, 186, "#fff7e8", "#dcc7a1", ["#4f8288", "#4f8288", "#4f8288"]))
    parts.append(arched(690, 430, 170, 142, "#f3e4c9", "#cfb488", ["#a96a45", "#4f8288"], arches=2))
    parts.append(arched(876, 430, 354, 196, "url(#wall)", "#d9c39b", ["#4f8288", "#a96a45", "#4f8288", "#4f8288"], arches=4))
    parts.append(rect(0, 428, width, 66, "#dfc99f") + rect(0, 490, width, 9, "#b99d70") + rect(0, 499, width, 176, "url(#road)"))
    for i in range(26):
        parts.append(f'<path d="M{i * 50 - 20} 490l16 -62" stroke="#c3aa7d" stroke-width="2" opacity=".6"/>')
    parts.append('<path d="M0 458H1200" stroke="#c3aa7d" stroke-width="2" opacity=".6"/>')
    # Three big shade trees with their shadows, one young tree on its stake
    for x, r in [(170, 122), (560, 132), (1010, 126)]:
        parts.append(ellipse(x - 60, 520, r * 1.5, 30, "#4d5a48", 'opacity=".3"') + ellipse(x - 96, 540, r * .9, 18, "#4d5a48", 'opacity=".22"'))
    for x, r, c in [(170, 122, ("#3f7a55", "#5a9a63", "#86bb72")), (560, 132, ("#37704f", "#52925e", "#7db36c")), (1010, 126, ("#46805a", "#63a169", "#8fc178"))]:
        y = 288
        parts.append(shape(f"M{x - 15} 508C{x - 9} 452 {x - 10} 400 {x - 6} 340H{x + 9}C{x + 11} 400 {x + 9} 452 {x + 18} 508Z", "#6b4c37")
                     + f'<path d="M{x} 390Q{x - 40} 350 {x - 62} 316M{x + 3} 376Q{x + 40} 346 {x + 58} 306" stroke="#6b4c37" stroke-width="9" fill="none" stroke-linecap="round"/>')
        parts.append(crown(chance, x, y, r, c[0], 9, .78) + crown(chance, x + 14, y - 20, r * .78, c[1], 8, .76) + crown(chance, x + 34, y - 44, r * .42, c[2], 7, .74))
        for _ in range(24):
            a, d = chance.random() * 6.28, r * chance.uniform(.2, 1)
            parts.append(ellipse(x + math.cos(a) * d, y + math.sin(a) * d * .72, 9, 5, chance.choice(c), 'opacity=".75"'))
        parts.append(shape(f"M{x - 40} 512Q{x} 496 {x + 42} 512L{x + 34} 520H{x - 32}Z", "#8a6b48"))
    x = 790
    parts.append(ellipse(x - 24, 514, 46, 8, "#4d5a48", 'opacity=".28"') + rect(x - 2.5, 404, 5, 106, "#6b4c37") + rect(x + 14, 400, 4, 110, "#b98a57")
                 + f'<path d="M{x} 440q10 -6 16 0" stroke="#c0563f" stroke-width="4" fill="none"/>' + crown(chance, x, 390, 34, "#6aa768", 7, .95) + crown(chance, x + 7, 382, 20, "#97c67c", 6, .9))
    # A bench, a watering can, and two children on their way from school
    parts.append(rect(330, 470, 118, 9, "#9a6a45", 'rx="3"') + rect(330, 450, 118, 8, "#9a6a45", 'rx="3"') + rect(340, 448, 6, 60, "#5b4637") + rect(432, 448, 6, 60, "#5b4637"))
    parts.append(shape("M838 482H872V512H838Z", "#3f8288", 'rx="3"') + '<path d="M872 490L894 474M840 482Q855 460 870 482" stroke="#3f8288" stroke-width="5" fill="none" stroke-linecap="round"/>')
    for px, s, coat, bag in [(664, 1, "#c0563f", "#2f5d73"), (706, .84, "#e0a63c", "#7b3f52")]:
        parts.append(f'<g transform="translate({px} 540) scale({s})">' + ellipse(-14, 2, 34, 6, "#4d5a48", 'opacity=".3"')
                     + '<path d="M-6 -36L-10 0M6 -36L13 -2" stroke="#3b4654" stroke-width="9" stroke-linecap="round"/>'
                     + shape("M-15 -34C-16 -62 -12 -78 0 -79C13 -78 17 -62 15 -34Z", coat) + rect(-24, -74, 15, 30, bag, 'rx="6"')
                     + ellipse(2, -90, 10, 11, "#b98260") + shape("M-9 -92C-10 -106 12 -108 13 -94C6 -98 -2 -98 -9 -92Z", "#2e2320")
                     + f'<path d="M9 -66Q20 -54 24 -44" stroke="{coat}" stroke-width="7" fill="none" stroke-linecap="round"/></g>')
    for _ in range(46):
        x, y = chance.uniform(0, 1200), chance.uniform(520, 660)
        parts.append(ellipse(x, y, chance.uniform(12, 40), 2, "#fff6dd", 'opacity=".35"'))
    return document(width, height, defs, parts)


def library():
    width, height = 1200, 675
    chance = random.Random(53)
    defs = [gradient("sky", [(0, "#14213f"), (0.55, "#38456f"), (0.86, "#8a6a86"), (1, "#c98f86")]), gradient("water", [(0, "#6e5f7c"), (0.35, "#2c3b5f"), (1, "#0e1a33")]),
            gradient("lit", [(0, "#ffe7a8"), (1, "#f7b659")]), glow("lamp", "#ffd384", .75), glow("moon", "#fdf2d0", .26)]
    parts = [rect(0, 0, width, 470, "url(#sky)")]
    for _ in range(70):
        parts.append(ellipse(chance.uniform(0, 1200), chance.uniform(0, 250), *(2 * [chance.choice([1, 1.3, 1.8])]), "#fff5da", f'opacity="{chance.uniform(.25, .9):.2f}"'))
    parts += [ellipse(980, 112, 130, 130, "url(#moon)"), shape("M968 76A42 42 0 1 0 1014 138A35 35 0 1 1 968 76Z", "#fdf2d0"),
              shape(ridge(61, width, 420, 110, 40, 480), "#4c4d74"), shape(ridge(66, width, 440, 70, 30, 480), "#3a4169"),
              town(67, -20, 330, 448, ["#2c3557", "#343b5e"], ["#252d4c", "#3a3350", "#22304a"], "#ffd384", .4, .8), town(68, 930, 1230, 448, ["#2c3557", "#343b5e"], ["#252d4c", "#3a3350", "#22304a"], "#ffd384", .4, .86)]
    for x, y, r in [(330, 400, 62), (384, 424, 44), (900, 396, 66), (958, 420, 46), (280, 430, 34)]:
        parts.append(crown(chance, x, y, r, "#1d2f45", 8, .9))
    parts.append(ellipse(640, 360, 430, 260, "url(#lamp)"))
    # The library: two storeys, a veranda, and a tiled roof with lifted eaves
    parts += [rect(430, 262, 420, 196, "#5a4257"), rect(430, 262, 420, 12, "#3d2d44"), rect(414, 352, 452, 12, "#3d2d44")]
    for i in range(6):
        x = 452 + i * 66
        parts.append(rect(x, 286, 46, 58, "url(#lit)", 'rx="2"') + f'<path d="M{x + 23} 286V344M{x} 312H{x + 46}" stroke="#6b4650" stroke-width="3"/>')
    for i in range(6):
        x = 452 + i * 66
        parts.append(rect(x, 378, 46, 80, "url(#lit)", 'rx="2"'))
        if i in (1, 2, 4):
            for shelf in range(3):
                y = 398 + shelf * 22
                parts.append(rect(x + 3, y, 40, 2.5, "#8a5a3f"))
                bx = x + 4
                while bx < x + 38:
                    w = chance.uniform(3, 6)
                    h = chance.uniform(9, 15)
                    parts.append(rect(bx, y - h, w, h, chance.choice(["#a5483f", "#3f6f7c", "#7a5a8a", "#c2803f", "#4f7a55"])))
                    bx += w + .8
        else:
            parts.append(ellipse(x + 23, 424, 8, 9, "#6a4048") + shape(f"M{x + 8} 458C{x + 8} 436 {x + 16} 432 {x + 23} 432C{x + 31} 432 {x + 38} 436 {x + 38} 458Z", "#6a4048") + rect(x + 8, 444, 30, 4, "#fff3d6"))
    for i in range(7):
        parts.append(rect(436 + i * 67, 364, 8, 96, "#3a2a3f"))
    parts.append(shape("M384 270C420 262 446 236 470 206H810C834 236 860 262 896 270L890 256C866 240 842 214 826 184H454C438 214 414 240 390 256Z", "#2a2238")
                 + shape("M398 262C432 246 452 222 468 190H812C828 222 848 246 882 262Z", "#7a3f45")
                 + "".join(f'<path d="M{470 + i * 28} 192L{440 + i * 33} 260" stroke="#5d2f3a" stroke-width="3" opacity=".7"/>' for i in range(13))
                 + rect(452, 180, 376, 13, "#2a2238", 'rx="6"') + shape("M440 184Q452 184 458 170Q466 184 474 184Z M806 184Q814 184 822 170Q828 184 840 184Z", "#2a2238"))
    for x in (470, 640, 810):
        parts.append(ellipse(x, 376, 34, 34, "url(#lamp)") + ellipse(x, 374, 8, 10, "#e8593c") + rect(x - 4, 362, 8, 3, "#3a2a3f") + rect(x - 4, 383, 8, 3, "#3a2a3f"))
    parts.append(rect(0, 452, width, 14, "#241f36") + rect(390, 458, 500, 10, "#4a3649") + rect(580, 466, 120, 10, "#3d2d44") + rect(566, 474, 148, 10, "#33263c"))
    parts.append(rect(0, 466, width, 210, "url(#water)") + rect(580, 466, 120, 9, "#3d2d44") + rect(566, 474, 148, 9, "#33263c"))
    for i in range(12):
        x = 452 + (i % 6) * 66
        parts.append(rect(x + 3, 484 if i < 6 else 560, 40, 70 if i < 6 else 48, "#f7b659", f'rx="4" opacity="{.2 if i < 6 else .08}"'))
    parts.append(ripples(9, width, 486, 670, 80, "#ffd890", .7, 0, lambda c, d: 650 + c.gauss(0, .8) * (190 + 60 * d)) + ripples(10, width, 480, 670, 60, "#aeb4d6", .26) + ripples(12, width, 500, 670, 50, "#0b1530", .4))
    parts.append(ripples(14, width, 490, 660, 22, "#fdf2d0", .5, 0, lambda c, d: 990 + c.gauss(0, .4) * (40 + 60 * d)))
    parts.append(mirror(210, 566, .8, "#0b1226") + boat(210, 566, .8, "#121a30", "#1e2742", "#5d5a72"))
    parts.append(ellipse(226, 543, 40, 40, "url(#lamp)") + ellipse(226, 540, 4.5, 5.5, "#ffdf9a"))
    parts.append(reeds(81, 960, 1230, 690, 170, "#0a1228", 0, 40) + reeds(82, -30, 150, 690, 110, "#0a1228", 0, 26))
    return document(width, height, defs, parts)


def main():
    what, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    if what == "pictures":
        for name, text in {"dawn": river_scene(), "canal": canal(), "sorting": sorting(), "trees": trees(), "library": library()}.items():
            (folder / f"{name}.svg").write_text(text, encoding="utf-8")
        return
    frames = 288
    for frame in range(frames):
        time = frame / 24
        rain = min(1.0, max(0.0, (time - 6.5) / 2.5))
        (folder / f"{frame:03}.svg").write_text(river_scene(time, 2 * math.pi * time / 6, rain), encoding="utf-8")


if __name__ == "__main__":
    main()
