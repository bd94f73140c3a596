"""The macro that LibreOffice runs to make PDFs of Word files: `Several`, or `Serve` a folder.

Files are handed over by name: N.docx comes whole, N.pdf or N.failed goes back whole. Contents lists
are made anew before (see `contentslist`).
"""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

MODULE: Final = "Docgen"
CALL: Final = f'macro:///Standard.{MODULE}.Serve("{{folder}}/")'
"""How LibreOffice is told to run it, on the URL of a folder, until that holds `stop`."""
CALL_SEVERAL: Final = f'macro:///Standard.{MODULE}.Several("{{folder}}/","{{numbers}}")'
"""The same for some files of a folder: their numbers, with commas between."""

_BASIC = """\
Option Explicit

Sub Serve(folder As String)
  Dim number As Long
  Tell folder & "ready", ""
  Do While Not FileExists(folder & "stop")
    If FileExists(folder & number & ".docx") Then
      Convert folder & number
      number = number + 1
    Else
      Wait 5
    End If
  Loop
  StarDesktop.terminate()
End Sub

Sub Several(folder As String, list As String)
  Dim names As Variant
  Dim number As Long
  names = Split(list, ",")
  For number = LBound(names) To UBound(names)
    Convert folder & names(number)
  Next number
End Sub

Sub Convert(job As String)
  Dim document As Object
  Dim lists As Object
  Dim number As Long
  Dim how(1) As New com.sun.star.beans.PropertyValue
  Dim into(1) As New com.sun.star.beans.PropertyValue
  Dim about(0) As New com.sun.star.beans.PropertyValue
  On Error GoTo Failed
  how(0).Name = "Hidden"
  how(0).Value = True
  how(1).Name = "MacroExecutionMode"
  how(1).Value = 0
  about(0).Name = "PDFUACompliance"
  about(0).Value = True
  into(0).Name = "FilterName"
  into(0).Value = "writer_pdf_Export"
  into(1).Name = "FilterData"
  into(1).Value = about()
  document = StarDesktop.loadComponentFromURL(job & ".docx", "_blank", 0, how())
  lists = document.getDocumentIndexes()
  For number = 0 To lists.getCount() - 1
    lists.getByIndex(number).update()
  Next number
  document.storeToURL(job & ".made", into())
  document.close(True)
  Name ConvertFromURL(job & ".made") As ConvertFromURL(job & ".pdf")
  Exit Sub
Failed:
  Tell job & ".failed", Error$
End Sub

Sub Tell(file As String, words As String)
  Dim handle As Integer
  handle = FreeFile
  Open ConvertFromURL(file & ".part") For Output As #handle
  Print #handle, words
  Close #handle
  Name ConvertFromURL(file & ".part") As ConvertFromURL(file)
End Sub
"""
_NAMESPACE = "http://openoffice.org/2000"
MACRO: Final = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="{_NAMESPACE}/script" script:name="{MODULE}" \
script:language="StarBasic">{escape(_BASIC)}</script:module>
"""
"""The macro as LibreOffice keeps it."""
LIBRARY: Final = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="{_NAMESPACE}/library" library:name="Standard" \
library:readonly="false" library:passwordprotected="false">
 <library:element library:name="{MODULE}"/>
</library:library>
"""
"""The library that names it."""
