"""Forms, a module for each family of pages: what people type, to clean values. Nothing is saved here."""
