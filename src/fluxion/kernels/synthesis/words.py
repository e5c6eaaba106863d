"""What the made-up company sells and where: families of goods with their seasons, costs and turnover."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Family:
    """A category: its goods, sizes, brands, what they cost, how often and when they sell."""

    name: str
    goods: tuple[str, ...]
    sizes: tuple[str, ...]
    brands: tuple[str, ...]
    cost: tuple[float, float]
    markup: tuple[float, float]
    case: tuple[int, ...]
    weight: float
    peak_month: int
    swing: float
    shelf_life_days: int | None


FAMILIES: tuple[Family, ...] = (
    Family("Arroz y granos", ("Arroz blanco", "Arroz parbolizado", "Caraotas negras", "Lentejas", "Garbanzos", "Arvejas"), ("500 g", "1 kg", "5 kg", "24 x 1 kg"), ("La Espiga", "Doña Rosa", "Llano Alto"), (0.7, 9.0), (0.12, 0.25), (6, 12, 24), 3.0, 12, 0.10, 365),
    Family("Harinas y pastas", ("Harina de maíz", "Harina de trigo", "Pasta corta", "Espagueti", "Avena en hojuelas"), ("500 g", "1 kg", "20 x 1 kg"), ("Maizal", "La Nona", "Trigal"), (0.6, 6.0), (0.10, 0.22), (10, 20), 3.2, 11, 0.12, 270),
    Family("Aceites y salsas", ("Aceite de girasol", "Aceite de soya", "Mayonesa", "Salsa de tomate", "Vinagre"), ("250 ml", "500 ml", "1 L", "3 L"), ("Girasoles", "Cocina Real", "Delicia"), (0.9, 8.0), (0.14, 0.28), (6, 12), 2.4, 12, 0.15, 365),
    Family("Bebidas", ("Refresco cola", "Refresco naranja", "Agua mineral", "Jugo de durazno", "Malta", "Té frío"), ("350 ml", "600 ml", "1.5 L", "2 L"), ("Caribe", "Manantial", "Frutal"), (0.35, 2.2), (0.18, 0.35), (6, 12, 24), 3.5, 4, 0.35, 180),
    Family("Lácteos", ("Leche en polvo", "Leche larga vida", "Queso fundido", "Mantequilla", "Yogur"), ("200 g", "400 g", "1 kg", "1 L"), ("Campo Verde", "La Vaquera"), (0.8, 9.5), (0.12, 0.24), (6, 12), 2.6, 9, 0.08, 120),
    Family("Enlatados", ("Atún en aceite", "Sardina en tomate", "Maíz dulce", "Guisantes", "Duraznos en almíbar"), ("140 g", "170 g", "300 g", "820 g"), ("Mar Azul", "Del Huerto"), (0.7, 3.5), (0.18, 0.32), (12, 24, 48), 2.0, 3, 0.30, 1095),
    Family("Dulces y galletas", ("Galleta María", "Galleta de soda", "Chocolate con leche", "Caramelo surtido", "Barquilla"), ("100 g", "216 g", "400 g", "1 kg"), ("Dulcinea", "Abuela", "Festival"), (0.4, 4.5), (0.22, 0.40), (12, 24), 1.8, 12, 0.40, 240),
    Family("Café e infusiones", ("Café molido", "Café en grano", "Té de manzanilla", "Cacao en polvo"), ("100 g", "250 g", "500 g", "1 kg"), ("Serranía", "Aroma Andino"), (0.9, 9.0), (0.16, 0.30), (12, 24), 1.6, 7, 0.10, 365),
    Family("Limpieza del hogar", ("Detergente en polvo", "Cloro", "Lavaplatos", "Desinfectante", "Suavizante"), ("500 g", "1 kg", "1 L", "4 L"), ("Brillo Sol", "Pureza"), (0.6, 7.5), (0.20, 0.35), (6, 12), 2.1, 1, 0.08, None),
    Family("Cuidado personal", ("Jabón de baño", "Champú", "Crema dental", "Desodorante", "Papel higiénico", "Toallas húmedas"), ("unidad", "pack x 3", "pack x 12", "400 ml"), ("Suavel", "Fresh Day", "Ternura"), (0.5, 6.5), (0.22, 0.38), (6, 12, 48), 2.2, 8, 0.06, None),
    Family("Mascotas", ("Alimento para perros", "Alimento para gatos", "Arena sanitaria"), ("1 kg", "3 kg", "15 kg"), ("Guardián", "Michi"), (1.8, 24.0), (0.18, 0.30), (1, 6), 0.7, 6, 0.05, 365),
    Family("Desechables y fiesta", ("Vasos plásticos", "Platos hondos", "Servilletas", "Globos", "Velas"), ("pack x 25", "pack x 50", "pack x 100"), ("Práctico", "Fiesta Total"), (0.3, 3.0), (0.30, 0.55), (10, 20), 0.8, 12, 0.60, None),
)  # fmt: skip

CITIES: tuple[tuple[str, float, float], ...] = (
    ("Caracas Centro", 10.5061, -66.9146), ("Valencia", 10.1620, -68.0077), ("Maracaibo", 10.6427, -71.6125), ("Barquisimeto", 10.0678, -69.3474),
    ("Puerto La Cruz", 10.2167, -64.6333), ("Maracay", 10.2469, -67.5958), ("San Cristóbal", 7.7669, -72.2250), ("Mérida", 8.5897, -71.1561),
    ("Ciudad Guayana", 8.2960, -62.7116), ("Maturín", 9.7457, -63.1832), ("Barinas", 8.6226, -70.2075), ("Cumaná", 10.4530, -64.1826),
    ("Punto Fijo", 11.6956, -70.1996), ("Los Teques", 10.3447, -67.0433), ("Guarenas", 10.4728, -66.5369), ("Acarigua", 9.5597, -69.2019),
)  # fmt: skip

CENTRES: tuple[tuple[str, float, float], ...] = (("Valencia", 10.1980, -67.9600), ("Barcelona", 10.1340, -64.6860))

SUPPLIERS: tuple[str, ...] = (
    "Alimentos del Llano", "Industrias Maizal", "Oleaginosas del Centro", "Embotelladora Caribe", "Lácteos Campo Verde", "Conservas Mar Azul",
    "Confitería Dulcinea", "Torrefactora Serranía", "Químicos Brillo Sol", "Higiene Suavel", "Nutrición Animal Guardián", "Plásticos Práctico",
)  # fmt: skip

CUSTOMERS: tuple[str, ...] = ("Bodega", "Abasto", "Supermercado", "Panadería", "Restaurante", "Comercial", "Minimercado", "Cafetería")
SAINTS: tuple[str, ...] = (
    "San José",
    "La Milagrosa",
    "El Carmen",
    "Los Andes",
    "La Esquina",
    "El Progreso",
    "Santa Rosa",
    "Don Pedro",
    "La Candelaria",
    "El Paraíso",
)
SELLERS: tuple[str, ...] = (
    "Luis Rojas",
    "Carmen Díaz",
    "Andrés Mora",
    "Patricia Gil",
    "Jesús Vera",
    "Rosa Medina",
    "Iván Soto",
    "Elena Ríos",
)
