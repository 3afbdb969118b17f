"""What leaves the workspace: fields written back to the CRM, audiences for ad platforms, definitions for other tools."""
