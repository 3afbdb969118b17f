"""Data that come by themselves: `assay pull` reads `[[sources]]`, writes files, and lands them as `assay load` would."""
